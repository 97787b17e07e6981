"""The program's own words, read from the `.po` files at start-up.

They are compiled in memory, so that no stale binary can disagree with what a translator saved.
A fuzzy string counts as missing and is shown in English.
"""

import os
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

import heard

#: Babel orders Arabic's and Polish's plural forms by rules of its own version. The headers are
#: pinned here, a file that says otherwise is refused, and each form of each language has a test.
PLURALS = {
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ur": "nplurals=2; plural=(n != 1);",
}


class BrokenCatalogue(ValueError):
    """A catalogue that is missing, unreadable, or whose plural rule is not the pinned one."""


def translations_folder() -> Path:
    """Where the catalogues lie: HEARD_TRANSLATIONS, or `translations/` of this copy."""
    given = os.environ.get("HEARD_TRANSLATIONS")
    return Path(given) if given else Path(heard.__file__).parents[2] / "translations"


def catalogue_path(code: str) -> Path:
    """The `.po` file of a language."""
    return translations_folder() / code / "LC_MESSAGES" / "messages.po"


def read_catalogue(code: str) -> Catalog:
    """The catalogue of a language as its translators see it. Raises BrokenCatalogue by name."""
    path = catalogue_path(code)
    try:
        with path.open("rb") as file:
            catalogue = read_po(file, locale=code, abort_invalid=True)
    except (OSError, PoFileError, ValueError, UnicodeDecodeError) as error:
        raise BrokenCatalogue(f"{path.name} of language {code}: {error}") from error
    wanted = PLURALS.get(code)
    if wanted and _bare(catalogue.plural_forms) != _bare(wanted):
        raise BrokenCatalogue(f"language {code}: the plural rule must read: {wanted}")
    return catalogue


def _bare(rule: str) -> str:
    return rule.replace(" ", "").rstrip(";")


@cache
def catalogue(code: str) -> NullTranslations:
    """The words of a language, ready to speak. English is the source and needs no file."""
    if code == "en":
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(code))
    compiled.seek(0)
    return Translations(compiled)
