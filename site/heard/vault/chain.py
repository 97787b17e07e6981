"""The links of the log: each row carries a keyed hash over itself and the row before.

A row changed, taken out or moved no longer fits its neighbours. Rows cut off at the end leave a
chain that fits; only a head that was noted outside shows that.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping

LINK_BYTES = 32
GENESIS = bytes(LINK_BYTES)
_LEAST_KEY_BYTES = 32


def link(key: bytes, previous: bytes, row: Mapping[str, str | int]) -> bytes:
    """Return HMAC-SHA256 over the previous link and the row as canonical JSON.

    TypeError for a value that is neither text nor a whole number, because only those come back
    from every database the way they went in. ValueError for a short key or a wrong link.
    """
    if len(key) < _LEAST_KEY_BYTES:
        raise ValueError("the key of the log has at least 32 bytes")
    if len(previous) != LINK_BYTES:
        raise ValueError("a link has 32 bytes")
    for column, value in row.items():
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise TypeError(f"{column}: a row of the log holds text and whole numbers")
    text = json.dumps(dict(row), sort_keys=True, separators=(",", ":"))
    return hmac.new(key, previous + text.encode("ascii"), hashlib.sha256).digest()
