"""The beginning: a council's keys are made, once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from heard.casework.council.logbook import KEY_FILE, Action, Logbook
from heard.casework.errors import AlreadyFounded, NotFounded, NotRecoveryKey
from heard.casework.secret_files import (
    COOKIE_FILE,
    RECEIPT_FILE,
    RECIPIENTS_FILE,
    new_secret,
    write_secret_file,
)
from heard.records import council_keys
from heard.records.council_keys import CouncilKey, CouncilRow
from heard.records.database.store import Store
from heard.vault.errors import CannotOpen
from heard.vault.recipients import Recipients, load_recipients, save_recipients
from heard.vault.staff.staff_keys import new_council_key, unwrap_council_key, wrap_council_key

KEY_YEARS = 2

_PRIVATE_MARK = "AGE-SECRET-KEY-"


@dataclass(frozen=True)
class Founded:
    """What the operator is told: which keys, until when, and the file to take offline."""

    fingerprint: str
    expires: date
    recovery_file: Path


def is_founded(store: Store) -> bool:
    """Say whether the database has a council."""
    with store.read() as conn:
        return council_keys.find_council(conn) is not None


def found_council(
    store: Store,
    council_id: str,
    family_folder: Path,
    desk_folder: Path,
    recovery_file: Path,
    today: date,
) -> Founded:
    """Make the unit's, the chairs' and the recovery key, and the secrets of both processes.

    Public keys go to the family's folder and, as a fingerprint, to the database. The private ones
    of the unit and the chairs are kept only sealed to the recovery key; the private recovery key
    is only in `recovery_file`, which has to leave this machine. AlreadyFounded when any of it is
    there, and then nothing is changed.
    """
    unit, unit_recipient = new_council_key()
    chairs, chairs_recipient = new_council_key()
    recovery, recovery_recipient = new_council_key()
    recipients = Recipients(
        council=council_id,
        unit=unit_recipient,
        chairs=chairs_recipient,
        recovery=recovery_recipient,
        expires=_years_later(today, KEY_YEARS),
    )
    secret = write_secret_file
    files: dict[Path, Callable[[Path], None]] = {
        recovery_file: partial(secret, text=_recovery_text(recovery, recovery_recipient, today)),
        desk_folder / COOKIE_FILE: partial(secret, text=new_secret()),
        desk_folder / KEY_FILE: partial(secret, text=new_secret()),
        family_folder / COOKIE_FILE: partial(secret, text=new_secret()),
        family_folder / RECEIPT_FILE: partial(secret, text=new_secret()),
        family_folder / RECIPIENTS_FILE: partial(save_recipients, recipients=recipients),
    }
    if is_founded(store):
        raise AlreadyFounded("the council in the database")
    for path in files:
        if path.exists():
            raise AlreadyFounded(str(path))
    written: list[Path] = []
    try:
        with store.write() as conn:
            if council_keys.find_council(conn) is not None:
                raise AlreadyFounded("the council in the database")
            council_keys.save_council(
                conn,
                # The recipients name the last day, the database the first day after it.
                CouncilRow(
                    council_id,
                    recipients.fingerprint(),
                    recipients.expires + timedelta(days=1),
                ),
            )
            for name, private, public in (
                ("unit", unit, unit_recipient),
                ("chairs", chairs, chairs_recipient),
            ):
                sealed = wrap_council_key(private, recovery_recipient)
                council_keys.save_key(conn, CouncilKey(name, public, sealed))
            for path, write in files.items():
                write(path)
                written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return Founded(recipients.fingerprint(), recipients.expires, recovery_file)


def extend_keys(
    store: Store, logbook: Logbook, family_folder: Path, until: date, now: datetime
) -> None:
    """Let families' words be sealed to the present keys up to and including `until`.

    File and database must agree on the day, so that neither alone can keep an old key in use.
    CannotSeal where the file of recipients is not sound, NotFounded where there is no council.
    """
    path = family_folder / RECIPIENTS_FILE
    # Loaded as on its own last day: that they have expired is why we are here.
    recipients = replace(load_recipients(path, date.min), expires=until)
    with store.write() as conn:
        row = council_keys.find_council(conn)
        if row is None or row.fingerprint != recipients.fingerprint():
            raise NotFounded
        logbook.write(conn, "heard keys extend", Action.KEYS_EXTENDED, row.name, now)
        council_keys.save_council(conn, replace(row, key_expires=until + timedelta(days=1)))
        save_recipients(path, recipients)


def read_recovery_key(path: Path) -> str:
    """Return the private recovery key from its file. NotRecoveryKey when there is none in it."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise NotRecoveryKey(f"{path} cannot be read") from None
    for line in lines:
        if line.strip().startswith(_PRIVATE_MARK):
            return line.strip()
    raise NotRecoveryKey(f"{path} holds no line that starts with {_PRIVATE_MARK}")


def council_keys_by_recovery(store: Store, recovery_key: str) -> dict[str, str]:
    """Return the council's private keys by name. NotRecoveryKey when this one opens nothing."""
    with store.read() as conn:
        stored = [council_keys.find_key(conn, name) for name in ("unit", "chairs")]
    keys: dict[str, str] = {}
    for key in stored:
        if key is None:
            raise NotFounded
        try:
            keys[key.name] = unwrap_council_key(key.sealed_to_recovery, recovery_key)
        except CannotOpen:
            raise NotRecoveryKey("this recovery key is not the council's") from None
    return keys


def _recovery_text(private: str, public: str, today: date) -> str:
    # The form of age's own identity files, so that `age --decrypt --identity FILE` takes it.
    return (
        f"# Recovery key of the council, made on {today.isoformat()}.\n"
        "# It opens everything that families send. Keep it on paper or on a stick in a safe,\n"
        "# in two places, and delete it from this machine.\n"
        f"# public key: {public}\n"
        f"{private}\n"
    )


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
