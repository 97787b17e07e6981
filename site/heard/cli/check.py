"""`heard check`: everything that is wrong, at once, each by the file or the variable it is in."""

import sys
from collections.abc import Iterator
from contextlib import suppress

import click
from sqlalchemy.exc import SQLAlchemyError

from heard.authority.settings import read_council
from heard.casework.council.health import complaints_have_a_reader, running_faults
from heard.casework.files.file_taking import NO_WALLS, walls_hold
from heard.cli import common
from heard.journeys.catalogue import SLUGS
from heard.library.edition import Edition, load_edition
from heard.library.release import ENVIRONMENT, Fault, Whose, release_faults
from heard.library.sources.content_source import FolderSource
from heard.library.sources.problems import ContentError
from heard.records.database.store import Store

_NOBODY_READS_COMPLAINTS = (
    "complaint.manager is true, and nobody can open complaints about chairs: make an account with "
    "`heard staff add --role complaints-manager`"
)

_NO_ROOM_KNOWN = (
    "how much room the database has is not known, so forms are taken until it is full: set "
    "HEARD_DATABASE_DISK or HEARD_DATABASE_GIGABYTES"
)


@click.command()
@click.option("--release", is_flag=True, help="Also what must be true before going live.")
def check(release: bool) -> None:
    """Look for what is wrong with settings, content, translations, keys and database."""
    faults = []
    edition = None
    try:
        edition = _edition()
    except ContentError as error:
        faults += [str(problem) for problem in error.problems]
    faults += _running_faults()
    for fault in faults:
        click.echo(fault)
    before = _release_faults(edition) if release and edition is not None else []
    if before:
        _say_by_whose(before)
    if faults or before:
        sys.exit(1)
    click.echo("Nothing is missing.")


def _edition() -> Edition:
    here = common.installation()
    source = FolderSource(here.content, here.authority, here.translations)
    return load_edition(source, SLUGS)


def _running_faults() -> Iterator[str]:
    here = common.installation()
    council, _ = read_council(here.authority)
    if council and not council.files_without_walls and not walls_hold():
        yield NO_WALLS
    yield from running_faults(
        Store(here.database),
        council.id if council and council.id else None,
        here.family_secrets,
        here.desk_secrets,
        common.today(),
    )


def _release_faults(edition: Edition) -> list[Fault]:
    here = common.installation()
    found = release_faults(edition.library, edition.council, here.translations, common.today())
    if here.database.startswith("postgresql") and not (
        here.database_disk or here.database_gigabytes
    ):
        found.append(Fault(ENVIRONMENT, _NO_ROOM_KNOWN))
    with suppress(SQLAlchemyError):  # that the database does not answer is said before this
        if edition.council.complaint.manager and not complaints_have_a_reader(Store(here.database)):
            found.append(Fault("authority/council.toml", _NOBODY_READS_COMPLAINTS))
    return found


def _say_by_whose(faults: list[Fault]) -> None:
    """First how many there are of whose, then each."""
    of = {whose: [each for each in faults if each.whose is whose] for whose in Whose}
    click.echo(f"Before families are sent here, {len(faults)} things:")
    for whose, own in of.items():
        if own:
            click.echo(f"{len(own):5}  {whose}")
    for whose, own in of.items():
        if own:
            click.echo(f"\n{whose}: {len(own)}")
        for fault in own:
            click.echo(f"{fault.where}: {fault.what}")
