"""The operator's commands: `heard --help`."""

import sys
from pathlib import Path

import click

from heard.authority.installation import database_named
from heard.authority.private_files import write_for_oneself
from heard.casework.council import founding
from heard.casework.council.plain_faults import plain_fault
from heard.casework.demo import SIGN_IN_FILE, prepare
from heard.casework.retention import sweep
from heard.cli import common
from heard.cli.check import check
from heard.cli.forms import forms
from heard.cli.keys import keys
from heard.cli.log import log
from heard.cli.staff import staff
from heard.languages.gathering import freshen
from heard.library.translating.state_files import write_states
from heard.records.database.store import upgrade
from heard.web.serving.granian_command import DESK_WORKERS
from heard.web.serving.processes import Server, run_alone, run_together

_FILE = click.Path(dir_okay=False, path_type=Path)


class _Commands(click.Group):
    """Commands that tell in one line what whoever runs them can put right."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if said := plain_fault(error, database_named()):
                raise click.ClickException(said) from error
            raise


@click.group(cls=_Commands)
def main() -> None:
    """Run Heard, and look after its keys, its accounts and its log."""
    write_for_oneself()


main.add_command(check)
main.add_command(forms)
main.add_command(keys)
main.add_command(log)
main.add_command(staff)


@main.command()
@click.option("--recovery-key", type=_FILE, required=True, help="New file for the recovery key.")
def init(recovery_key: Path) -> None:
    """Make the council's keys, once, after `heard db upgrade`."""
    founded = founding.found_council(
        common.store(),
        common.council().id,
        common.installation().family_secrets,
        common.installation().desk_secrets,
        recovery_key,
        common.today(),
    )
    click.echo(f"The council's keys are made ({founded.fingerprint}), good to {founded.expires}.")
    click.echo(
        f"\nNow take {founded.recovery_file} off this machine: on two sticks or on paper, in two\n"
        "safe places. It opens everything. Without it, what staff can no longer open is lost.\n"
        "You need it once more for the first account: heard staff add."
    )


@main.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database to this program's revision. On PostgreSQL with the owner's address."""
    roles = upgrade(common.installation().database)
    click.echo("The database is up to date.")
    if roles:
        click.echo(f"These roles have their rights: {', '.join(roles)}.")


@main.command("sweep")
def sweep_now() -> None:
    """Delete what is past its time. The desk's process does the same every minute."""
    swept = sweep(common.store(), common.logbook(), common.now())
    click.echo(
        f"Deleted: {swept.drafts} drafts, {swept.submissions} submissions, "
        f"{swept.sessions} sessions."
    )


@main.command()
def sync() -> None:
    """Bring catalogues and translation states up to the English. Nothing is marked as checked."""
    settings, here = common.council(), common.installation()
    for code in settings.languages[1:]:
        freshen(here.translations, code)
    written = write_states(
        here.content, settings, authority=here.authority, translations=here.translations
    )
    for path in written:
        click.echo(f"Written: {path.name}")


@main.command()
@click.argument("which", type=click.Choice(["family", "desk", "both"]))
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help=f"Processes for each site. [default: for families one for each core, {DESK_WORKERS} desk]",
)
def run(which: str, host: str, workers: int | None) -> None:
    """Serve the family's site, the desk, or both in two processes that share no secret."""
    if which == "both":
        sys.exit(run_together(common.installation(), list(Server), host, workers))
    run_alone(common.installation(), Server(which), host, workers)


@main.command()
@click.option("--prepare-only", is_flag=True, help="Set up and print, but do not serve.")
def demo(prepare_only: bool) -> None:
    """Set up the fictional council, print how its staff sign in, and serve both sites."""
    settings = common.council()
    if not settings.fictional:
        raise click.ClickException("This council is real: use `heard init` and `heard staff add`.")
    upgrade(common.installation().database)
    people = prepare(
        common.store(),
        settings.id,
        settings.service_name,
        common.installation().family_secrets,
        common.installation().desk_secrets,
        common.installation().data,
        common.now(),
    )
    for person in people:
        click.echo(f"\nSign-in name  {person.name}\nPassword      {person.password}")
        click.echo(f"Code now      {person.code(common.now())}")
        common.show_second_factor(person.provisioning_uri, person.totp_secret)
    click.echo(
        f"This is also in {common.installation().data / SIGN_IN_FILE}, with recovery codes.\n"
    )
    if not prepare_only:
        sys.exit(run_together(common.installation(), list(Server), "127.0.0.1", None))
