"""Numbers to dial, in the digits of any script and with whatever stands between their groups."""

import re
from collections.abc import Iterator

from heard.languages.hidden_signs import without_hidden_signs
from heard.languages.numerals import western_digits

#: Every hyphen and dash of Unicode, and what is taken for one.
_DASHES = "\\-\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_HIDDEN = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff"
_BETWEEN = rf"[^\S\n]|[.()/·{_DASHES}{_HIDDEN}]"

#: Six digits and more with little between them, and nothing that makes them part of a word or of an
#: address.
_NUMBER = re.compile(
    rf"(?<![\w@./=&?#%])[{_HIDDEN}]*(?:[+\uff0b](?:{_BETWEEN})?)?\(?"
    rf"\d(?:(?:{_BETWEEN}){{0,4}}\d){{5,}}[{_HIDDEN}]*(?![\w@])"
)
_ANY_DASH = re.compile(f"[{_DASHES}]")


def plain_number(number: str) -> str:
    """A number as it is dialled: Western digits, plain hyphens and spaces, nothing hidden."""
    seen = _ANY_DASH.sub("-", without_hidden_signs(number))
    return western_digits(seen).replace("\uff0b", "+")


def with_plain_numbers(text: str) -> str:
    """`text` with every number to dial as it is dialled; all else is left alone."""
    return _NUMBER.sub(lambda found: plain_number(found[0]), text)


def around_numbers(text: str) -> Iterator[tuple[str, bool]]:
    """The pieces of `text`, each with whether it is a number to dial."""
    end = 0
    for found in _NUMBER.finditer(text):
        yield text[end : found.start()], False
        yield found[0], True
        end = found.end()
    yield text[end:], False
