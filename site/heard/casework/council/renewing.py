"""The next generation of the council's keys, or a longer life for the present one.

The list of public keys is made anew in the desk's folder, signed, and copied to the family's. The
database has its fingerprint, so that from one moment to the next only the new list is taken.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from heard.authority.hours import LONDON
from heard.casework.council.key_pairs import KeyPair, new_key_pair, years_later
from heard.casework.council.logbook import Action, Logbook
from heard.casework.errors import KeysDiffer, NotFounded, NotVouchedFor
from heard.casework.secret_files import (
    RECIPIENTS_FILE,
    SIGNING_FILE,
    read_secret,
)
from heard.records import keys
from heard.records.database.store import Store
from heard.records.keys import CouncilRow, Holder
from heard.vault.errors import CannotSeal
from heard.vault.primitives.signing import verify_key_of
from heard.vault.recipients import RECOVERY, RecipientKey, Recipients
from heard.vault.recipients_file import RecipientsFile, signed_text
from heard.vault.staff.staff_keys import wrap_council_key
from heard.vault.staff.vouching import is_vouched
from heard.whole_files import write_whole

#: In the desk's folder while the database is being told of a new list.
STAGED_FILE = "recipients.json.new"


@dataclass(frozen=True)
class HandedOver:
    """What the operator is told of a new list.

    `copied` says that the family's folder is on this machine and has it too.
    """

    fingerprint: str
    generation: int
    expires: date
    copied: bool


def present_holders(store: Store, desk_folder: Path, family_folder: Path) -> list[Holder]:
    """Whom `renew_keys` can give the next keys to: who can sign in and holds a present one.

    Raises as `renew_keys`.
    """
    present = _present(store, desk_folder, family_folder)
    with store.read() as conn:
        found = [each for key in _readers(present) for each in keys.holders(conn, key.id)]
    return sorted({each.name: each for each in found}.values(), key=lambda each: each.name)


def renew_keys(
    store: Store,
    logbook: Logbook,
    desk_folder: Path,
    family_folder: Path,
    names: Collection[str],
    now: datetime,
) -> HandedOver:
    """Make the next generation of every key but the recovery key, and hand the list over.

    Of those who hold a present key, whoever is among `names` gets the next of its kind; nobody has
    to sign in for that. Old keys stay with who holds them, for what was sealed to them. Raises
    CannotSeal where the desk's list is not sound, NotASecret where what signs it is missing,
    KeysDiffer where the database knows another list, NotVouchedFor where it was given a colleague's
    public key by somebody else, NotFounded where there is no council; and then nothing is changed.
    """
    present = _present(store, desk_folder, family_folder)
    recovery = present.key(RECOVERY)
    last = years_later(now.astimezone(LONDON).date())
    made = {
        key.id: new_key_pair(key.kind, key.generation + 1, last, recovery=recovery.recipient)
        for key in _readers(present)
    }
    # The recovery key lies in a safe and stays; it must not end the others' time early.
    renewed = Recipients(
        present.council,
        (replace(recovery, not_after=last), *(pair.public for pair in made.values())),
    )

    def store_them(conn: Connection) -> None:
        logbook.write(conn, "heard keys renew", Action.KEYS_RENEWED, present.council, now)
        keys.set_not_after(conn, recovery.id, last)
        given = set()
        for old, pair in made.items():
            keys.add(conn, pair.as_stored())
            for holder in keys.holders(conn, old):
                if holder.name in names:
                    _give(conn, logbook, holder, pair)
                    given.add(holder.name)
        for name in sorted(given):
            logbook.write(conn, "heard keys renew", Action.KEYS_GIVEN, name, now)

    return _replace_list(store, desk_folder, family_folder, present, renewed, store_them)


def extend_keys(
    store: Store,
    logbook: Logbook,
    desk_folder: Path,
    family_folder: Path,
    until: date,
    now: datetime,
) -> HandedOver:
    """Let families' words be sealed to the present keys up to and including `until`.

    Raises as `renew_keys`.
    """
    present = _present(store, desk_folder, family_folder)
    extended = Recipients(
        present.council, tuple(replace(key, not_after=until) for key in present.keys)
    )

    def store_them(conn: Connection) -> None:
        logbook.write(conn, "heard keys extend", Action.KEYS_EXTENDED, present.council, now)
        for key in extended.keys:
            keys.set_not_after(conn, key.id, until)

    return _replace_list(store, desk_folder, family_folder, present, extended, store_them)


def _readers(present: Recipients) -> list[RecipientKey]:
    return [key for key in present.keys if key.kind != RECOVERY]


def _give(conn: Connection, logbook: Logbook, holder: Holder, pair: KeyPair) -> None:
    if not is_vouched(logbook.key, holder.staff_id, holder.recipient, holder.vouched):
        raise NotVouchedFor(holder.name)
    wrapped = wrap_council_key(pair.private, holder.recipient)
    keys.give(conn, holder.staff_id, pair.public.id, wrapped)


def _present(store: Store, desk_folder: Path, family_folder: Path) -> Recipients:
    """The list in use. What the desk once signed is built on, not what the database says alone."""
    with store.read() as conn:
        council = keys.find_council(conn)
    if council is None:
        raise NotFounded
    verify_key = verify_key_of(read_secret(desk_folder / SIGNING_FILE))
    _finish(desk_folder, family_folder, verify_key, council)
    # Read as on its own last day: that they have expired may be why we are here.
    present = RecipientsFile(desk_folder / RECIPIENTS_FILE, verify_key).load(date.min)
    if present.fingerprint() != council.fingerprint:
        raise KeysDiffer
    return present


def _replace_list(
    store: Store,
    desk_folder: Path,
    family_folder: Path,
    old: Recipients,
    new: Recipients,
    store_them: Callable[[Connection], None],
) -> HandedOver:
    staged = desk_folder / STAGED_FILE
    write_whole(staged, signed_text(new, read_secret(desk_folder / SIGNING_FILE)).encode())
    with store.write() as conn:
        # First, because it writes in the log, where writers wait for one another.
        store_them(conn)
        council = keys.find_council(conn)
        if council is None or council.fingerprint != old.fingerprint():
            raise KeysDiffer
        keys.save_council(conn, replace(council, fingerprint=new.fingerprint()))
    # Killed before this, the next command finds the list under its other name: see `_finish`.
    staged.replace(desk_folder / RECIPIENTS_FILE)
    return HandedOver(
        fingerprint=new.fingerprint(),
        generation=max(key.generation for key in new.keys),
        expires=new.expires,
        copied=_copy(desk_folder, family_folder),
    )


def _finish(desk_folder: Path, family_folder: Path, verify_key: bytes, council: CouncilRow) -> None:
    """Put a list in its place that the database knows already, or throw it away."""
    staged = desk_folder / STAGED_FILE
    if not staged.exists():
        return
    try:
        known = RecipientsFile(staged, verify_key).load(date.min).fingerprint()
    except CannotSeal:
        known = ""
    if known != council.fingerprint:
        staged.unlink()
        return
    staged.replace(desk_folder / RECIPIENTS_FILE)
    _copy(desk_folder, family_folder)


def _copy(desk_folder: Path, family_folder: Path) -> bool:
    """Copy the list to the family's folder, if that is on this machine."""
    if not (family_folder / RECIPIENTS_FILE).exists():
        return False
    write_whole(family_folder / RECIPIENTS_FILE, (desk_folder / RECIPIENTS_FILE).read_bytes())
    return True
