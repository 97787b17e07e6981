"""The beginning: a council's keys are made, once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from heard.casework.council.key_pairs import KeyPair, new_key_pair, years_later
from heard.casework.errors import AlreadyFounded
from heard.casework.secret_files import (
    COOKIE_FILE,
    LOG_FILE,
    RECEIPT_FILE,
    RECIPIENTS_FILE,
    SIGNING_FILE,
    VERIFY_FILE,
    as_line,
    new_secret,
    write_secret_file,
)
from heard.records import keys
from heard.records.database.store import Store
from heard.records.keys import CouncilRow
from heard.vault.primitives.signing import verify_key_of
from heard.vault.recipients import KINDS, RECOVERY, Recipients
from heard.vault.recipients_file import signed_text
from heard.whole_files import write_whole


@dataclass(frozen=True)
class Founded:
    """What the operator is told: which keys, until when, and the file to take offline."""

    fingerprint: str
    expires: date
    recovery_file: Path


def is_founded(store: Store) -> bool:
    """Say whether the database has a council."""
    with store.read() as conn:
        return keys.find_council(conn) is not None


def found_council(
    store: Store,
    council_id: str,
    family_folder: Path,
    desk_folder: Path,
    recovery_file: Path,
    today: date,
) -> Founded:
    """Make the first key of each kind, the recovery key, and the secrets of both processes.

    The list of public keys is signed. It goes to both folders and, as a fingerprint, to the
    database; what signs stays in the desk's folder, what checks it is put in the family's. Private
    keys are kept only sealed to the recovery key, and that one is only in `recovery_file`, which
    has to leave this machine. AlreadyFounded when any of it is there, and then nothing is changed.
    """
    last = years_later(today)
    recovery = new_key_pair(RECOVERY, 1, last, recovery="")
    made = [
        recovery,
        *(
            new_key_pair(kind, 1, last, recovery=recovery.public.recipient)
            for kind in KINDS
            if kind != RECOVERY
        ),
    ]
    recipients = Recipients(council_id, tuple(each.public for each in made))
    files = _files(recipients, recovery, family_folder, desk_folder, recovery_file, today)
    if is_founded(store):
        raise AlreadyFounded("the council in the database")
    for path in files:
        if path.exists():
            raise AlreadyFounded(str(path))
    written: list[Path] = []
    try:
        with store.write() as conn:
            if keys.find_council(conn) is not None:
                raise AlreadyFounded("the council in the database")
            keys.save_council(conn, CouncilRow(council_id, recipients.fingerprint()))
            for each in made:
                keys.add(conn, each.as_stored())
            for path, write in files.items():
                write(path)
                written.append(path)
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return Founded(recipients.fingerprint(), recipients.expires, recovery_file)


def _files(
    recipients: Recipients,
    recovery: KeyPair,
    family_folder: Path,
    desk_folder: Path,
    recovery_file: Path,
    today: date,
) -> dict[Path, Callable[[Path], None]]:
    """What writes each of the files."""
    secret = write_secret_file
    signing = new_secret()
    signing_key = bytes.fromhex(signing)
    listed = signed_text(recipients, signing_key).encode()
    return {
        recovery_file: partial(secret, text=_recovery_text(recovery, today)),
        desk_folder / COOKIE_FILE: partial(secret, text=new_secret()),
        desk_folder / LOG_FILE: partial(secret, text=new_secret()),
        desk_folder / SIGNING_FILE: partial(secret, text=signing),
        desk_folder / RECIPIENTS_FILE: partial(write_whole, content=listed),
        family_folder / COOKIE_FILE: partial(secret, text=new_secret()),
        family_folder / RECEIPT_FILE: partial(secret, text=new_secret()),
        family_folder / VERIFY_FILE: partial(secret, text=as_line(verify_key_of(signing_key))),
        family_folder / RECIPIENTS_FILE: partial(write_whole, content=listed),
    }


def _recovery_text(recovery: KeyPair, today: date) -> str:
    # The form of age's own identity files, so that `age --decrypt --identity FILE` takes it.
    return (
        f"# Recovery key of the council, made on {today.isoformat()}.\n"
        "# It opens everything that families send. Keep it on paper or on a stick in a safe,\n"
        "# in two places, and delete it from this machine.\n"
        f"# public key: {recovery.public.recipient}\n"
        f"{recovery.private}\n"
    )
