"""What a way of reaching somebody needs: a number, an email, an address for letters.

Nothing is refused. Whether something can be one is looked at loosely, because people write their
numbers and addresses in many ways, and with words beside them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from heard.languages.marks import N_
from heard.languages.numerals import western_digits

#: Seven digits with nothing but spaces, dashes and the like between them. "10:00 to 14:00" is none.
_NUMBER = re.compile(r"\d(?:[^\w@:]*\d){6}")
_EMAIL = re.compile(r"[^\s@]@[^\s@.]+\.[^\s@.]")
_WORD = re.compile(r"[^\W\d_]{2,}")


class Detail(StrEnum):
    """What stands beside a way of contact."""

    PHONE = "phone"
    EMAIL = "email"
    POST = "post"
    PHONE_OR_EMAIL = "phone-or-email"
    ANY = "any"

    def fits(self, text: str) -> bool:
        """Whether this can be one."""
        plain = western_digits(text)
        return any(_CAN_BE[each](plain) for each in _ANY_OF.get(self, (self,)))


def _can_be_post(text: str) -> bool:
    """A house and a street, or a place with a postcode."""
    words = " ".join(word for word in text.split() if "@" not in word)
    return bool(re.search(r"\d", words)) and len(_WORD.findall(words)) > 1


_CAN_BE = {
    Detail.PHONE: lambda text: bool(_NUMBER.search(text)),
    Detail.EMAIL: lambda text: bool(_EMAIL.search(text)),
    Detail.POST: _can_be_post,
}
_ANY_OF = {
    Detail.PHONE_OR_EMAIL: (Detail.PHONE, Detail.EMAIL),
    Detail.ANY: (Detail.PHONE, Detail.EMAIL, Detail.POST),
}

#: What is asked where it cannot be one.
NOT_ONE: Mapping[Detail, str] = {
    Detail.PHONE: N_("We see no phone number here that we could use. Did you mean to write one?"),
    Detail.EMAIL: N_("This does not look like a whole email. Is a letter or the @ missing?"),
    Detail.POST: N_("This does not look like a whole address. Could a letter find you with it?"),
    Detail.PHONE_OR_EMAIL: N_(
        "We see no number or email here that we could use. Did you mean to write one?"
    ),
    Detail.ANY: N_(
        "We see no number or address here that we could use. Did you mean to write one?"
    ),
}


@dataclass(frozen=True)
class Takes:
    """Which detail belongs to which answer at `way`, a question on the same page."""

    way: str
    details: tuple[tuple[str, Detail], ...]

    def detail(self, beside: Mapping[str, object]) -> Detail | None:
        """What belongs to the way that was chosen; None where nothing does, or none was."""
        return dict(self.details).get(str(beside.get(self.way, "")))
