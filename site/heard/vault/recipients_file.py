"""The file in which the recipients travel from the desk to the family's process: JSON, signed.

The desk signs it with a key that never leaves it; the family's process knows the public half, and
takes nothing else. The file holds public keys only, so anyone may read it.
"""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from heard.vault.errors import CannotSeal, SealFault
from heard.vault.primitives.signing import is_signed, sign
from heard.vault.recipients import RecipientKey, Recipients

FORMAT = 1

# Stands in front of what is signed, so that no other signature of this key can pass for one.
_PURPOSE = b"heard recipients\n"


class RecipientsFile:
    """The file at `path`, as whoever holds the public half `verify_key` (32 bytes) may trust it.

    It is looked at anew each time and read only when it was replaced, so that new keys are taken
    up without a restart.
    """

    def __init__(self, path: Path, verify_key: bytes) -> None:
        self.path = path
        self._verify_key = verify_key
        self._last: tuple[tuple[int, ...], Recipients] | None = None

    def load(self, today: date) -> Recipients:
        """Return the recipients; anything wrong with the file, or their day, is a CannotSeal."""
        recipients = self._read()
        recipients.require_current(today)
        return recipients

    def state(self) -> tuple[int, ...] | None:
        """What differs as soon as the file is written anew, replaced or taken away."""
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns

    def _read(self) -> Recipients:
        state, last = self.state(), self._last
        if state is not None and last is not None and last[0] == state:
            return last[1]
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise CannotSeal(SealFault.MISSING) from None
        except (OSError, ValueError):
            raise CannotSeal(SealFault.UNREADABLE) from None
        recipients = read_recipients(text, self._verify_key)
        if state is not None:
            self._last = (state, recipients)
        return recipients


def read_recipients(text: str, verify_key: bytes) -> Recipients:
    """Return what `signed_text` wrote. CannotSeal unless it is sound and signed."""
    try:
        stored = json.loads(text)
    except (ValueError, RecursionError):
        raise CannotSeal(SealFault.UNREADABLE) from None
    if not isinstance(stored, dict) or stored.get("format") != FORMAT:
        raise CannotSeal(SealFault.UNKNOWN_FORMAT)
    signature = stored.pop("signature", None)
    try:
        signed = is_signed(verify_key, _signed(stored), bytes.fromhex(signature))
    except (TypeError, ValueError):
        signed = False
    if not signed:
        raise CannotSeal(SealFault.FORGED)
    try:
        recipients = Recipients(stored["council"], tuple(_key(each) for each in stored["keys"]))
    except (KeyError, TypeError, ValueError):
        raise CannotSeal(SealFault.MALFORMED) from None
    recipients.require_sound()
    return recipients


def signed_text(recipients: Recipients, signing_key: bytes) -> str:
    """Return the content of the file. CannotSeal when the recipients are not sound."""
    recipients.require_sound()
    content = {
        "format": FORMAT,
        "council": recipients.council,
        "keys": [each.as_json() for each in recipients.keys],
    }
    signature = sign(signing_key, _signed(content)).hex()
    return json.dumps({**content, "signature": signature}, indent=2) + "\n"


def _signed(content: Mapping[str, Any]) -> bytes:
    return _PURPOSE + json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")


def _key(stored: Mapping[str, Any]) -> RecipientKey:
    key = RecipientKey(
        id=stored["id"],
        kind=stored["kind"],
        generation=stored["generation"],
        recipient=stored["recipient"],
        not_after=date.fromisoformat(stored["not_after"]),
    )
    if not isinstance(key.id, str) or not key.id or not isinstance(key.generation, int):
        raise TypeError("not a key")
    return key
