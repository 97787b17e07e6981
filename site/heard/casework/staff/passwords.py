"""Which passwords staff may choose: those that are hard to guess. No rules about signs, which make
people write "Password1!" (NIST SP 800-63B, section 5.1.1.2).
"""

import re
import unicodedata

from zxcvbn import zxcvbn

from heard.casework.errors import WeakPassword

SHORTEST = 12
LONGEST = 200

#: More than ten thousand million guesses: the best of zxcvbn's five marks, from 0 to 4. What is
#: behind the password may be taken away and tried at leisure.
_HARD_TO_GUESS = 4
#: The mark that is enough for what stands before a year or a number at the end.
_NO_COMMON_WORD = 3
_WORDS_AND_NUMBER = re.compile(r"(\D+)(?:(?:19|20)\d\d|\d{1,3})")
# So much of a password is looked at: zxcvbn takes no more, and it needs seconds for very long ones.
_LOOKED_AT = 72
# What lies near at hand, beside the person's own names: the words of the work, and the one password
# of four words that everybody knows.
_NEAR_AT_HAND = (
    "administrator",
    "chair",
    "child",
    "children",
    "childprotection",
    "conference",
    "correcthorsebatterystaple",
    "council",
    "desk",
    "family",
    "heard",
    "meeting",
    "protection",
    "safeguarding",
)


def require_strong(password: str, *names: str) -> None:
    """Raise WeakPassword when the password is short, or soon guessed by somebody who knows us.

    `names` are those of the person and of the council.
    """
    if len(password) < SHORTEST:
        raise WeakPassword(f"Use {SHORTEST} letters or more. A few words with spaces are fine.")
    if len(password) > LONGEST:
        raise WeakPassword(f"Use {LONGEST} letters or fewer.")
    known = [*_NEAR_AT_HAND, *map(_bare, names), *re.findall(r"[^\W_]+", " ".join(names))]
    if not _is_hard_to_guess(password, known):
        raise WeakPassword(
            "This password is easy to guess. Use four or more words that have nothing to do with "
            "each other, with you or with this work, and spaces between them."
        )


def _is_hard_to_guess(password: str, known: list[str]) -> bool:
    """Whether it is, as it stands and without what people add to a password that is not.

    "Password password" is the same word twice, and "Sam.Example2026!" is Sam's name.
    """
    bare = _bare(password)
    if min(_mark(password, known), _mark(bare, known)) < _HARD_TO_GUESS:
        return False
    words = _WORDS_AND_NUMBER.fullmatch(bare)
    return words is None or _mark(words[1], known) >= _NO_COMMON_WORD


def _mark(text: str, known: list[str]) -> int:
    mark: int = zxcvbn(text[:_LOOKED_AT], known)["score"]
    return mark


def _bare(text: str) -> str:
    """Only letters and digits, in one case."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text).casefold())
