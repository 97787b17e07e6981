"""The operator's commands for the council's keys: `heard keys --help`."""

from datetime import datetime

import click

from heard.casework.council.renewing import (
    HandedOver,
    extend_keys,
    present_holders,
    renew_keys,
)
from heard.casework.secret_files import RECIPIENTS_FILE
from heard.cli import common


@click.group()
def keys() -> None:
    """The council's keys."""


@keys.command("renew")
@click.option("--yes", is_flag=True, help="Do not ask whether these are the right people.")
def keys_renew(yes: bool) -> None:
    """Make the next keys: what is sent from now on opens with them alone.

    On PostgreSQL with the owner's address. Whoever holds a key now gets the next one.
    """
    store, desk, family = (
        common.store(),
        common.installation().desk_secrets,
        common.installation().family_secrets,
    )
    holders = present_holders(store, desk, family)
    click.echo("These people get the new keys:")
    for holder in holders:
        click.echo(f"  {holder.name:20} {holder.full_name}")
    if not holders:
        click.echo("  nobody: only the recovery key will open what is sent")
    if not yes:
        click.confirm("Is every one of them meant to read what families send?", abort=True)
    names = {holder.name for holder in holders}
    renewed = renew_keys(store, common.logbook(), desk, family, names, common.now())
    click.echo(
        f"Generation {renewed.generation} is made ({renewed.fingerprint}), "
        f"good to {renewed.expires}. Older keys still open what was sealed to them."
    )
    _say_where(renewed)


@keys.command("extend")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The last day.")
def keys_extend(until: datetime) -> None:
    """Go on using the present keys. On PostgreSQL with the owner's address."""
    last = until.date()
    extended = extend_keys(
        common.store(),
        common.logbook(),
        common.installation().desk_secrets,
        common.installation().family_secrets,
        last,
        common.now(),
    )
    click.echo(f"Families' words are sealed to the present keys up to {last}.")
    _say_where(extended)


def _say_where(new: HandedOver) -> None:
    made = common.installation().desk_secrets / RECIPIENTS_FILE
    if new.copied:
        click.echo("The family's site takes up the new list by itself.")
    else:
        click.echo(
            f"Forms are closed until {made} lies in the folder of secrets of the family's site. "
            "Copy it there now."
        )
