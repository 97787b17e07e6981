"""Whether everything is there that sending and reading need."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from heard.casework.council.plain_faults import plain_fault
from heard.casework.errors import NotASecret
from heard.casework.secret_files import (
    COOKIE_FILE,
    LOG_FILE,
    RECEIPT_FILE,
    RECIPIENTS_FILE,
    SIGNING_FILE,
    VERIFY_FILE,
    read_secret,
)
from heard.records import alarms, keys
from heard.records.database.store import Store
from heard.records.errors import MissingGrants, StaleDatabase
from heard.vault.errors import CannotSeal, SealFault
from heard.vault.parts import APART, KIND_OF_PART
from heard.vault.recipients_file import RecipientsFile

#: New keys are made by people who have to be found together first.
WARN_BEFORE = timedelta(days=60)


def running_faults(
    store: Store,
    council_id: str | None,
    family_folder: Path,
    desk_folder: Path,
    today: date,
) -> Iterator[str]:
    """Say what is wrong with the database, the keys and the secrets, a sentence each.

    `council_id` is None where the settings do not say whose keys they should be.
    """
    try:
        store.require_ready()
        yield from _key_faults(store, council_id, family_folder, today)
        yield from _alarms(store)
    except (MissingGrants, StaleDatabase) as error:
        yield str(error)
    except SQLAlchemyError as error:
        said = plain_fault(error, store.engine.url.render_as_string(hide_password=False))
        yield said or f"the database does not answer: {type(error).__name__}"
    for path in (
        family_folder / COOKIE_FILE,
        family_folder / RECEIPT_FILE,
        desk_folder / COOKIE_FILE,
        desk_folder / LOG_FILE,
        desk_folder / SIGNING_FILE,
    ):
        try:
            read_secret(path)
        except NotASecret as error:
            yield str(error)


def _key_faults(
    store: Store, council_id: str | None, family_folder: Path, today: date
) -> Iterator[str]:
    with store.read() as conn:
        known = keys.find_council(conn)
    if known is None:
        yield "the council has no keys yet: run `heard init`"
        return
    path = family_folder / RECIPIENTS_FILE
    try:
        recipients = RecipientsFile(path, read_secret(family_folder / VERIFY_FILE)).load(today)
    except NotASecret as error:
        yield str(error)
        return
    except CannotSeal as error:
        yield f"{path}: {error}"
        return
    if recipients.fingerprint() != known.fingerprint:
        yield f"{path}: {SealFault.REDIRECTED}"
    if council_id is not None and {recipients.council, known.name} != {council_id}:
        yield f"{path}: {SealFault.WRONG_COUNCIL}"
    if recipients.expires - today < WARN_BEFORE:
        yield f"{path}: the keys expire on {recipients.expires}"


def _alarms(store: Store) -> Iterator[str]:
    with store.read() as conn:
        number = alarms.count(conn)
    if number:
        yield (
            f"the rows of {number} forms are not what was sent: see `heard log verify`, and "
            "treat it as a break-in"
        )


def complaints_have_a_reader(store: Store) -> bool:
    """Whether somebody who can sign in opens what complaints about chairs are sealed to now."""
    kind = KIND_OF_PART[APART]
    with store.read() as conn:
        newest = [key for key in keys.of_the_council(conn) if key.kind == kind][-1:]
        return any(keys.holders(conn, key.id) for key in newest)
