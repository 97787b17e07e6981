"""What the commands work on: settings, database, log, clock; and how they show a second factor."""

import io
import sys
from datetime import UTC, date, datetime

import click
import segno

from heard.authority import installation
from heard.authority.hours import LONDON
from heard.authority.settings import Council, load_council
from heard.casework.council.logbook import Logbook, load_logbook
from heard.records.database.store import Store


def now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in London."""
    return now().astimezone(LONDON).date()


def council() -> Council:
    """The settings that the environment names."""
    return load_council(installation.authority_folder())


def store() -> Store:
    """The database that the environment names. StaleDatabase when it has to be upgraded first."""
    found = Store(installation.database_url())
    found.require_ready()
    return found


def logbook() -> Logbook:
    """The log, with the key from the desk's folder."""
    return load_logbook(installation.desk_secrets())


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
