"""The program's own words, read from the `.po` files.

They are compiled in memory, so that no stale binary can disagree with what a translator saved.
A fuzzy string counts as missing and is shown in English.
"""

import gettext
import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.support import NullTranslations, Translations

from heard.languages.placeholders import sentence_faults

#: Babel orders Arabic's and Polish's plural forms by rules of its own version. The headers are
#: pinned here, a file that says otherwise is refused, and each form of each language has a test.
PLURALS = {
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "ur": "nplurals=2; plural=(n != 1);",
}

#: The words of each language, ready to speak.
Catalogues = Mapping[str, NullTranslations]

_HEADER = re.compile(r'^"Plural-Forms: *(.*?)(?:\\n)?"$', re.MULTILINE)
_CHARSET = re.compile(r'^"Content-Type:.*charset=([\w-]+)', re.MULTILINE | re.IGNORECASE)
_RULE = re.compile(r"nplurals *= *(\d+) *; *plural *= *(.+?) *;?")
_LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?) )?".*"|)')
#: Every plural rule of the world repeats within so many.
_ENOUGH = 200


class BrokenCatalogue(ValueError):
    """A catalogue that cannot be used as it is. `faults` names all that is wrong, a line each."""

    def __init__(self, file: str, faults: Sequence[str]) -> None:
        self.file, self.faults = file, tuple(faults)
        super().__init__("\n".join(f"{file}: {fault}" for fault in self.faults))


def catalogue_path(folder: Path, code: str) -> Path:
    """The `.po` file of a language, in the folder of all translations."""
    return folder / code / "LC_MESSAGES" / "messages.po"


def catalogue_name(code: str) -> str:
    """The `.po` file of a language, as messages name it."""
    return f"translations/{code}/LC_MESSAGES/messages.po"


def read_catalogue(folder: Path, code: str) -> Catalog:
    """The catalogue of a language as its translators see it, sentences at fault and all.

    Raises BrokenCatalogue where the file cannot be read, or has another plural rule.
    """
    try:
        text = catalogue_path(folder, code).read_text(encoding="utf-8")
        faults = _header_faults(code, text) or _line_faults(text)
        if not faults:
            return read_po(BytesIO(text.encode()), locale=code, abort_invalid=True)
    except FileNotFoundError:
        faults = ["is missing"]
    except UnicodeDecodeError:
        faults = ["is not written in UTF-8"]
    except (OSError, PoFileError, ValueError) as error:
        faults = [f"cannot be read: {error}"]
    raise BrokenCatalogue(catalogue_name(code), faults)


def sound_catalogue(folder: Path, code: str) -> Catalog:
    """A catalogue whose every sentence can be shown. Raises BrokenCatalogue naming all others."""
    catalogue = read_catalogue(folder, code)
    if faults := list(sentence_faults(catalogue)):
        raise BrokenCatalogue(catalogue_name(code), faults)
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """The words of a catalogue in gettext's binary form: the same for the same words."""
    body = BytesIO()
    write_mo(body, catalogue)
    return body.getvalue()


def ready_to_speak(binary: bytes) -> NullTranslations:
    """The words of a compiled catalogue."""
    return Translations(BytesIO(binary))


def _header_faults(code: str, text: str) -> list[str]:
    if not text.strip():
        return ["is empty"]
    charset = _CHARSET.search(text)
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        return [f"says that it is written in {charset[1]}; it must be UTF-8"]
    header = _HEADER.search(text)
    wanted = PLURALS.get(code)
    if wanted and (header is None or _bare(header[1]) != _bare(wanted)):
        return [f"the plural rule must read: {wanted}"]
    rule = _RULE.fullmatch(header[1].strip()) if header else None
    if rule is None or not _works(int(rule[1]), rule[2]):
        return ["the plural rule is missing or cannot be followed"]
    return []


def _line_faults(text: str) -> list[str]:
    """A line that stops before its closing mark would be read as a shorter sentence."""
    faults = [
        f"line {number} is cut short, or no part of a catalogue"
        for number, line in enumerate(text.splitlines(), start=1)
        if not _LINE.fullmatch(line.strip())
    ]
    return faults if faults or text.endswith("\n") else ["ends in the middle of a line"]


def _works(plurals: int, rule: str) -> bool:
    try:
        form_of = gettext.c2py(rule)
        return all(0 <= form_of(number) < plurals for number in range(_ENOUGH))
    except (ValueError, ArithmeticError, RecursionError):
        return False


def _bare(rule: str) -> str:
    return rule.replace(" ", "").rstrip(";")
