"""People who can sign in at the desk of a house."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime

import pyotp

from heard.casework.council.key_pairs import council_keys_by_recovery, read_recovery_key
from heard.casework.council.logbook import load_logbook
from heard.casework.staff.accounts import add_staff
from tests.support.houses import Built

PASSWORD = "a kettle by the window"


@dataclass(frozen=True)
class Person:
    """What somebody needs to sign in."""

    name: str
    role: str
    password: str
    totp_secret: str
    recovery_codes: list[str]

    def code(self) -> str:
        """What their phone shows now."""
        return pyotp.TOTP(self.totp_secret).now()


def add_person(house: Built, role: str, password: str = PASSWORD) -> Person:
    """Make an account in a house, with the keys that the role may hold."""
    name = f"{role}-{secrets.token_hex(4)}"
    shown = add_staff(
        house.store,
        load_logbook(house.data / "desk"),
        name,
        f"{role.title()} Example",
        role,
        password,
        council_keys_by_recovery(house.store, read_recovery_key(house.recovery_file)),
        by="heard staff add",
        service_name="Heard",
        now=datetime.now(UTC),
    )
    return Person(name, role, password, shown.totp_secret, list(shown.recovery_codes))
