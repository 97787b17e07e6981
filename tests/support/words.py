"""The program's own words as this copy ships them."""

from functools import cache

from babel.support import NullTranslations

from heard.authority.installation import ROOT
from heard.languages.catalogues import compiled, ready_to_speak, sound_catalogue


@cache
def catalogue(code: str) -> NullTranslations:
    """The words of a language; English is the source and needs no file."""
    if code == "en":
        return NullTranslations()
    return ready_to_speak(compiled(sound_catalogue(ROOT / "translations", code)))


class Catalogues(dict[str, NullTranslations]):
    """Every language as it is shipped, read when it is first asked for."""

    def __missing__(self, code: str) -> NullTranslations:
        return catalogue(code)


#: For whatever needs the words of all languages.
SHIPPED = Catalogues()
