"""Which passwords staff may choose: long ones. No rules about signs, which make people write
"Password1!" (NIST SP 800-63B, section 5.1.1.2).
"""

import unicodedata

from heard.casework.errors import WeakPassword

SHORTEST = 12
LONGEST = 200

# What people type when twelve signs are asked for, spaces and digits at the end left out.
_OBVIOUS = frozenset(
    {
        "password",
        "passwordpassword",
        "mypassword",
        "secretpassword",
        "changeme",
        "changemeplease",
        "letmein",
        "letmeinplease",
        "welcome",
        "welcomewelcome",
        "administrator",
        "safeguarding",
        "childprotection",
        "conference",
        "qwertyuiop",
        "qwertyuiopasdfghjkl",
        "asdfghjkl",
        "iloveyou",
        "correcthorsebatterystaple",
        "heard",
        "heardheardheard",
    }
)
_RUNS = ("0123456789" * 3, "abcdefghijklmnopqrstuvwxyz" * 2)
_FEWEST_SIGNS = 4


def require_strong(password: str, name: str, full_name: str) -> None:
    """Raise WeakPassword when the password is short, or what a colleague would try first."""
    if len(password) < SHORTEST:
        raise WeakPassword(f"Use {SHORTEST} letters or more. A few words with spaces are fine.")
    if len(password) > LONGEST:
        raise WeakPassword(f"Use {LONGEST} letters or fewer.")
    folded = _folded(password)
    bare = folded.rstrip("0123456789!.?")
    if bare in {_folded(name), _folded(full_name)} or folded in {_folded(name), _folded(full_name)}:
        raise WeakPassword("Do not use the name as the password.")
    if (
        bare in _OBVIOUS
        or len(set(folded)) < _FEWEST_SIGNS
        or any(folded in run or folded[::-1] in run for run in _RUNS)
    ):
        raise WeakPassword("This password is one of the first that people try. Use another one.")


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())
