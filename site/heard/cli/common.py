"""What the commands work on: settings, database, log, clock; and how they show a second factor."""

import io
import sys
from datetime import UTC, date, datetime

import click
import segno

from heard.authority.hours import LONDON
from heard.authority.installation import Installation
from heard.authority.settings import Council, load_council
from heard.casework.council.logbook import Logbook, load_logbook
from heard.records.database.store import Store


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in London."""
    return now().astimezone(LONDON).date()


def installation() -> Installation:
    """The installation that this command was started for. Raises InstallationError."""
    found: Installation = click.get_current_context().find_root().ensure_object(_Once).found
    return found


class _Once:
    """The environment is read once for each command."""

    def __init__(self) -> None:
        self.found = Installation.from_environment()


def council() -> Council:
    """The settings of the installation."""
    return load_council(installation().authority)


def store() -> Store:
    """The database of the installation. StaleDatabase when it has to be upgraded first."""
    found = Store(installation().database)
    found.require_ready()
    return found


def logbook() -> Logbook:
    """The log, with the key from the desk's folder."""
    return load_logbook(installation().desk_secrets)


def show_second_factor(uri: str, secret: str) -> None:
    """Print the QR code for an authenticator, and the secret for typing it in."""
    picture = io.StringIO()
    segno.make(uri).terminal(picture, compact=True)
    try:
        picture.getvalue().encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        pass  # a terminal without these signs: the secret in letters is enough
    else:
        click.echo(picture.getvalue())
    click.echo(f"Secret for the authenticator  {secret}")
