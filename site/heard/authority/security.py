"""Where somebody writes who has found a fault in the site itself, as RFC 9116 asks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

#: As RFC 9116 recommends: what was true a year ago may not be any more.
LONGEST_DAYS = 365


@dataclass(frozen=True)
class SecurityContact:
    """The address of mail that is read for this, and the last day for which the council says so."""

    email: str = ""
    until: date | None = None

    def text(self, address: str) -> str | None:
        """The file `security.txt` of the site at `address`; None where the council has set none."""
        if not self.email or not self.until:
            return None
        lines = [
            f"Contact: mailto:{self.email}",
            f"Expires: {self.until.isoformat()}T23:59:59Z",
            "Preferred-Languages: en",
        ]
        if address:
            lines.append(f"Canonical: {address}/.well-known/security.txt")
        return "\n".join(lines) + "\n"


def read_security_contact(fields: Mapping[str, object], faults: list[str]) -> SecurityContact:
    """The table `security` of `council.toml`; a sentence for each fault is added to `faults`."""
    email, until = fields.get("email", ""), fields.get("until")
    if not isinstance(email, str) or not re.fullmatch(r"([^\s@,;]+@[\w-]+(\.[\w-]+)+)?", email):
        faults.append(f"council.toml: security.email: {email!r} is no address of mail")
        email = ""
    if until is not None and (not isinstance(until, date) or isinstance(until, datetime)):
        faults.append("council.toml: security.until must be a day, as 2027-06-30 without quotes")
        until = None
    return SecurityContact(email, until)
