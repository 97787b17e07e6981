"""The languages Heard can speak: code, own name, direction."""

from dataclasses import dataclass
from functools import cache

from babel import Locale, UnknownLocaleError

#: Where Babel's own name would puzzle a reader, the name speakers use. Capitals as on a button.
OWN_NAMES = {"en": "English", "pl": "Polski", "ur": "اردو"}


class UnknownLanguage(LookupError):
    """A language code that Babel has no data for."""


@dataclass(frozen=True)
class Language:
    """A language by its code (`pl`), its own name (`Polski`) and its direction (`ltr` or `rtl`)."""

    code: str
    own_name: str
    direction: str
    locale: Locale


@cache
def language(code: str) -> Language:
    """The language with this code. Raises UnknownLanguage."""
    try:
        locale = Locale.parse(code)
    except (ValueError, UnknownLocaleError) as error:
        raise UnknownLanguage(code) from error
    own_name = OWN_NAMES.get(code) or (locale.display_name or code).capitalize()
    return Language(code, own_name, locale.text_direction, locale)
