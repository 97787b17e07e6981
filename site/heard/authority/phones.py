"""Which texts are numbers to call, and which of them nobody can own."""

import re

#: From London: a short number (999, 111, 116 123), one of this country, or one of another.
_NUMBER = re.compile(r"1\d{2,5}|999|0[1-9]\d{6,9}|\+[1-9]\d{7,14}")
_SIGNS = re.compile(r"\+?[\d\s()./\u2010-\u2015-]+")

#: Numbers that Ofcom keeps free for drama.
_DRAMA = re.compile(
    r"01632960\d{3}|01134960\d{3}|011[4-8]4960\d{3}|01[2-6]14960\d{3}|01914980\d{3}|02079460\d{3}"
    r"|02896496\d{3}|02920180\d{3}|03069990\d{3}|07700900\d{3}|08081570\d{3}|09098790\d{3}"
)
#: Where a number may stand in a text.
_PERHAPS = re.compile(r"(?<![\d+])(?:\+|\(?0)[\d\s()./\u2010-\u2015-]{7,}\d")


def is_phone(text: str) -> bool:
    """Whether `text` is a number that a phone can call, as people write it."""
    return bool(_SIGNS.fullmatch(text) and _NUMBER.fullmatch(_digits(text)))


def made_up_phones(text: str) -> list[str]:
    """The numbers in `text` that are kept free for drama, however they are written."""
    found = (match.group() for match in _PERHAPS.finditer(text))
    return [each.strip() for each in found if _DRAMA.match(_at_home(each))]


def _at_home(number: str) -> str:
    digits = _digits(number)
    return re.sub(r"^(?:\+|00)440?", "0", digits)


def _digits(text: str) -> str:
    # A number from abroad is often written with the nought of home: +44 (0)1632.
    return re.sub(r"[^\d+]", "", text.replace("(0)", "") if text.startswith("+") else text)
