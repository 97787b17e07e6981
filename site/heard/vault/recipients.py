"""The public keys of the council, as the public process holds them: to these it seals words."""

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from heard.vault.errors import CannotSeal, SealFault
from heard.vault.primitives.envelope import is_recipient


@dataclass(frozen=True)
class Recipients:
    """The public keys (age1...) of one council, and the last day on which they may be used."""

    council: str
    unit: str
    chairs: str
    recovery: str
    expires: date

    def fingerprint(self) -> str:
        """Return 16 hex digits over the council and its three keys, without the day of expiry.

        The database holds the same value: neither the file nor the database alone can redirect
        what families send.
        """
        named = [self.council, self.unit, self.chairs, self.recovery]
        return hashlib.sha256(json.dumps(named).encode()).hexdigest()[:16]

    def require_sound(self) -> None:
        """Raise CannotSeal unless three different, well-formed keys are here.

        Were the unit's key and the chairs' key the same, the unit would read what was written for
        the chair alone.
        """
        keys = (self.unit, self.chairs, self.recovery)
        if not self.council or not isinstance(self.council, str):
            raise CannotSeal(SealFault.MALFORMED)
        if not all(is_recipient(key) for key in keys):
            raise CannotSeal(SealFault.MALFORMED)
        if len(set(keys)) != len(keys):
            raise CannotSeal(SealFault.NOT_DISTINCT)

    def require_current(self, today: date) -> None:
        """Raise CannotSeal after the last day, for processes that keep the recipients loaded."""
        if today > self.expires:
            raise CannotSeal(SealFault.EXPIRED)


def load_recipients(path: Path, today: date) -> Recipients:
    """Read the file that `save_recipients` wrote; anything wrong with it is a CannotSeal."""
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CannotSeal(SealFault.MISSING) from None
    except (OSError, ValueError):
        raise CannotSeal(SealFault.UNREADABLE) from None
    try:
        recipients = Recipients(
            council=stored["council"],
            unit=stored["unit"],
            chairs=stored["chairs"],
            recovery=stored["recovery"],
            expires=date.fromisoformat(stored["expires"]),
        )
    except (KeyError, TypeError, ValueError):
        raise CannotSeal(SealFault.MALFORMED) from None
    recipients.require_sound()
    recipients.require_current(today)
    return recipients


def save_recipients(path: Path, recipients: Recipients) -> None:
    """Write the file whole or not at all. It holds public keys only, so anyone may read it."""
    recipients.require_sound()
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({**asdict(recipients), "expires": recipients.expires.isoformat()}, indent=2)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
