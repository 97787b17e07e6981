"""What was chosen, set down for counting, so that a submission is opened for it once.

It is closed with a key made from the council's own, which whoever holds that one can make again:
opening it is a hundred times quicker than opening the part. It lies in the row that opens the part
and is gone with it.
"""

import hashlib
from typing import Any

from heard.vault.errors import CannotOpen
from heard.vault.primitives.boxes import KEY_BYTES, close, unclose
from heard.vault.primitives.padding import padded_json, read_json

_PURPOSE = b"heard counting"
_RECORD = "record"


def close_counted(council_key: str, record: str, content: dict[str, Any]) -> bytes:
    """Close what counts of a record."""
    return close(_counting_key(council_key), padded_json({**content, _RECORD: record}))


def open_counted(council_key: str, record: str, closed: bytes) -> dict[str, Any]:
    """Open it again. CannotOpen for another key, another record or a changed byte."""
    content = read_json(unclose(_counting_key(council_key), closed))
    if content.pop(_RECORD, None) != record:
        raise CannotOpen("it belongs to another record")
    return content


def _counting_key(council_key: str) -> bytes:
    made = hashlib.blake2b(council_key.encode("ascii"), digest_size=KEY_BYTES, person=_PURPOSE)
    return made.digest()
