"""A council with all its private keys. Outside the tests nobody ever holds them together."""

from dataclasses import dataclass
from datetime import date

import pytest

from heard.vault.identity import RecordIdentity
from heard.vault.outside import Outside
from heard.vault.recipients import RECOVERY, RecipientKey, Recipients
from heard.vault.staff.staff_keys import new_council_key

#: What stands in the clear about what is sealed in these tests.
OUTSIDE = Outside(
    language="ur",
    received=date(2026, 11, 24),
    expires=date(2027, 11, 24),
    urgent=False,
    answered=frozenset({"unit"}),
    mailbox="age1mailbox",
)


@dataclass(frozen=True)
class CouncilKeys:
    """The private keys, and the recipients made from them."""

    unit: str
    chairs: str
    complaints: str
    recovery: str
    recipients: Recipients


@pytest.fixture(scope="session")
def council() -> CouncilKeys:
    unit, chairs, complaints, recovery = (new_council_key() for _ in range(4))
    public = {
        "unit": unit[1],
        "chairs": chairs[1],
        "complaints": complaints[1],
        RECOVERY: recovery[1],
    }
    recipients = Recipients(
        "fictional",
        tuple(
            RecipientKey(f"id of {kind}", kind, 1, recipient, date(2030, 1, 31))
            for kind, recipient in public.items()
        ),
    )
    return CouncilKeys(unit[0], chairs[0], complaints[0], recovery[0], recipients)


@pytest.fixture(scope="session")
def identity() -> RecordIdentity:
    return RecordIdentity("5b0f7a52-1c58-4ef6-8a43-6d6b1a8d7d11", "fictional", "your-views", 3)
