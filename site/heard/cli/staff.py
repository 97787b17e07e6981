"""The operator's commands for accounts: `heard staff --help`."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from heard.casework.council.health import complaints_have_a_reader
from heard.casework.council.key_pairs import council_keys_by_recovery, read_recovery_key
from heard.casework.council.logbook import Logbook
from heard.casework.staff import accounts
from heard.casework.staff.accounts import ROLE_KEYS, Credentials
from heard.casework.staff.sign_in import unlocked_council_keys
from heard.cli import common
from heard.records.database.store import Store

_FILE = click.Path(dir_okay=False, path_type=Path)


def _key_options(command: Callable[..., None]) -> Callable[..., None]:
    by = click.option("--by", metavar="COLLEAGUE", help="Sign-in name of who passes on a key.")
    return click.option("--recovery-key", type=_FILE, help="File of the recovery key.")(by(command))


@click.group()
def staff() -> None:
    """Accounts of people who work at the desk."""


@staff.command("add")
@click.argument("name")
@click.option("--full-name", required=True)
@click.option("--role", type=click.Choice(list(ROLE_KEYS)), required=True)
@_key_options
def staff_add(
    name: str, full_name: str, role: str, recovery_key: Path | None, by: str | None
) -> None:
    """Make an account. The recovery key, or a colleague, gives it what its role may open."""
    store, logbook = common.store(), common.logbook()
    keys = _council_keys(store, logbook, recovery_key, by)
    if ROLE_KEYS[role] and keys is None:
        raise click.UsageError(f"A {role} needs a key: give --recovery-key FILE or --by COLLEAGUE.")
    _show(
        accounts.add_staff(
            store,
            logbook,
            name,
            full_name,
            role,
            _new_password(),
            keys or {},
            by=by or "heard staff add",
            service_name=common.council().service_name,
            now=common.now(),
        )
    )


@staff.command("reset")
@click.argument("name")
@_key_options
def staff_reset(name: str, recovery_key: Path | None, by: str | None) -> None:
    """Give a new password and second factor. Without a key the account then opens nothing."""
    store, logbook = common.store(), common.logbook()
    accounts.find_staff(store, name)
    keys = _council_keys(store, logbook, recovery_key, by)
    _show(
        accounts.reset_sign_in(
            store,
            logbook,
            name,
            _new_password(),
            keys,
            by=by or "heard staff reset",
            service_name=common.council().service_name,
            now=common.now(),
        )
    )


@staff.command("list")
def staff_list() -> None:
    """Show every account."""
    for member in accounts.all_staff(common.store()):
        state = "" if member.active else "stopped"
        click.echo(f"{member.name:20} {member.role:14} {member.full_name:30} {state}".rstrip())


@staff.command("stop")
@click.argument("name")
def staff_stop(name: str) -> None:
    """End an account: no sign-in, no session, no key."""
    accounts.stop_staff(
        common.store(), common.logbook(), name, by="heard staff stop", now=common.now()
    )
    click.echo("Stopped, signed out, and its keys are gone.")
    if common.council().complaint.manager and not complaints_have_a_reader(common.store()):
        click.echo(
            "Nobody can open complaints about chairs now. Give somebody that role, or write "
            "`manager = false` under [complaint] in council.toml."
        )


def _council_keys(
    store: Store, logbook: Logbook, recovery_key: Path | None, by: str | None
) -> Mapping[str, str] | None:
    if recovery_key and by:
        raise click.UsageError("Give --recovery-key or --by, not both.")
    if recovery_key:
        return council_keys_by_recovery(store, read_recovery_key(recovery_key))
    if by:
        password = click.prompt(f"Password of {by}", hide_input=True)
        code = click.prompt(f"Code from the phone of {by}")
        return unlocked_council_keys(store, logbook, by, password, code, common.now())
    return None


def _new_password() -> str:
    return click.prompt("New password", hide_input=True, confirmation_prompt=True)


def _show(credentials: Credentials) -> None:
    click.echo(f"\n{credentials.name} signs in with this password and a code from the phone.")
    common.show_second_factor(credentials.provisioning_uri, credentials.totp_secret)
    click.echo("Without the phone, each of these works once. They are not shown again:")
    for code in credentials.recovery_codes:
        click.echo(f"  {code}")
