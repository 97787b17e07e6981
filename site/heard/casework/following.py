"""What a receipt number tells: whether it arrived, and the day it was read. Never the words."""

from dataclasses import dataclass
from datetime import date

from heard.records import submissions
from heard.records.store import Store
from heard.vault.receipts import hash_receipt, read_receipt


@dataclass(frozen=True)
class Followed:
    """The state of something sent, as its sender may know it."""

    received: date
    state: str
    read_on: date | None


def follow(store: Store, receipt_key: bytes, typed: str, today: date) -> Followed | None:
    """The state of what was sent under this number.

    None where the number is not one, was never given, or its time has passed: all three answer
    alike. A number of the wrong length is looked up as well, so that the time says nothing.
    """
    receipt = read_receipt(typed) or "0" * 20
    with store.read() as conn:
        found = submissions.by_receipt_hash(conn, hash_receipt(receipt_key, receipt))
    if found is None or found.expires <= today:
        return None
    return Followed(found.received, found.state, found.read_on)
