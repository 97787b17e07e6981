"""The fictional council's first run: people who can sign in, kept where they can be read again.

Never for a real council: their passwords and second factors lie on the disk.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyotp

from heard.authority.hours import LONDON
from heard.casework.council.founding import found_council, is_founded
from heard.casework.council.key_pairs import council_keys_by_recovery, read_recovery_key
from heard.casework.council.logbook import load_logbook
from heard.casework.errors import CaseworkError
from heard.casework.secret_files import write_secret_file
from heard.casework.staff.accounts import add_staff, all_staff
from heard.records.database.store import Store
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, INTERACTIVE, Cost
from heard.vault.staff.recovery_codes import new_recovery_codes

#: The files in the data folder.
SIGN_IN_FILE = "sign-in.txt"
RECOVERY_FILE = "recovery.key"

_PEOPLE = (
    ("administrator", "Ashley Example", "administrator"),
    ("chair", "Robin Example", "chair"),
    ("complaints", "Sam Example", "complaints-manager"),
)


class SignInsLost(CaseworkError):
    """There are accounts, but the file that says how to sign in is gone."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is gone, and only it holds the passwords of the accounts in the database. "
            "Delete the whole data folder to begin anew, or make accounts with `heard staff add`."
        )


@dataclass(frozen=True)
class FictionalPerson:
    """How one of them signs in."""

    name: str
    role: str
    password: str
    totp_secret: str
    provisioning_uri: str
    recovery_codes: tuple[str, ...]

    def code(self, now: datetime) -> str:
        """The six digits of this moment."""
        return pyotp.TOTP(self.totp_secret).at(now)


def prepare(
    store: Store,
    council_id: str,
    service_name: str,
    family_folder: Path,
    desk_folder: Path,
    data_folder: Path,
    now: datetime,
    *,
    cost: Cost = INTERACTIVE,
    code_cost: Cost = DRAWN_AT_RANDOM,
) -> list[FictionalPerson]:
    """Found the council and make its people, as far as that has not been done; return them.

    The recovery key stays in the data folder, where a real council's must not be. Raises
    SignInsLost, AlreadyFounded, NotRecoveryKey.
    """
    recovery_file, sign_in_file = data_folder / RECOVERY_FILE, data_folder / SIGN_IN_FILE
    if not is_founded(store):
        found_council(
            store,
            council_id,
            family_folder,
            desk_folder,
            recovery_file,
            now.astimezone(LONDON).date(),
        )
    if all_staff(store):
        return _read(sign_in_file)
    keys = council_keys_by_recovery(store, read_recovery_key(recovery_file))
    logbook = load_logbook(desk_folder)
    people = []
    for name, full_name, role in _PEOPLE:
        password = new_recovery_codes(1)[0].lower()
        shown = add_staff(
            store,
            logbook,
            name,
            full_name,
            role,
            password,
            keys,
            by="heard demo",
            service_name=service_name,
            now=now,
            cost=cost,
            code_cost=code_cost,
        )
        people.append(
            FictionalPerson(
                name,
                role,
                password,
                shown.totp_secret,
                shown.provisioning_uri,
                shown.recovery_codes,
            )
        )
    sign_in_file.unlink(missing_ok=True)
    write_secret_file(sign_in_file, _as_text(people))
    return people


def _as_text(people: list[FictionalPerson]) -> str:
    blocks = ["# How the fictional council's staff sign in at the desk."]
    for person in people:
        codes = ", ".join(f'"{code}"' for code in person.recovery_codes)
        blocks.append(
            "[[people]]\n"
            f'name = "{person.name}"\n'
            f'role = "{person.role}"\n'
            f'password = "{person.password}"\n'
            f'totp_secret = "{person.totp_secret}"\n'
            f'provisioning_uri = "{person.provisioning_uri}"\n'
            f"recovery_codes = [{codes}]"
        )
    return "\n\n".join(blocks) + "\n"


def _read(path: Path) -> list[FictionalPerson]:
    try:
        people = tomllib.loads(path.read_text(encoding="utf-8"))["people"]
        return [
            FictionalPerson(**{**each, "recovery_codes": tuple(each["recovery_codes"])})
            for each in people
        ]
    except (OSError, ValueError, KeyError, TypeError):
        raise SignInsLost(path) from None
