"""Size buckets, so that the length of what is stored says little about what was written.

Buckets are 1 KiB and its doublings. Padding happens before encryption; age and secretbox then add
an amount that does not depend on the text.
"""

import json
from collections.abc import Mapping
from typing import Any

from heard.vault.errors import CannotOpen, CannotSeal, SealFault

SMALLEST = 1024


def bucket(length: int) -> int:
    """Return the size of the smallest bucket that holds `length` bytes."""
    size = SMALLEST
    while size < length:
        size *= 2
    return size


def pad(text: bytes) -> bytes:
    """Fill JSON up to its bucket with spaces, which JSON ignores at the end (RFC 8259, section 2).

    So the stock `age` program shows JSON that any tool reads.
    """
    return text.ljust(bucket(len(text)), b" ")


def padded_json(content: Mapping[str, Any]) -> bytes:
    """Write JSON as UTF-8 and pad it. CannotSeal when a value is of a kind JSON cannot hold."""
    try:
        text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError):
        raise CannotSeal(SealFault.NOT_JSON) from None
    # A broken half of a surrogate pair has no UTF-8; written as \udXXX it stays valid JSON, and
    # nobody's words are refused because of a faulty keyboard.
    return pad(text.encode("utf-8", errors="backslashreplace"))


def read_json(text: bytes) -> dict[str, Any]:
    """Read a padded JSON object, or raise CannotOpen."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        # Not chained: the JSON error carries the whole text with it.
        raise CannotOpen("what stands inside is not JSON") from None
    if not isinstance(content, dict):
        raise CannotOpen("what stands inside is not an object")
    return content
