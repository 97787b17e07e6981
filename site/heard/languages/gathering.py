"""Gathering the program's own words from its source, and bringing the catalogues up to them.

The desk speaks English only, so its words are left out.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

import heard
from heard.languages.catalogues import PLURALS, catalogue_path, read_catalogue
from heard.whole_files import write_whole

_METHODS = [("**.py", "python"), ("**.html", "jinja2")]
_OPTIONS = {"**.html": {"newstyle_gettext": "true", "trimmed": "true"}}
_KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "ngettext": (1, 2),
}


def gather() -> Catalog:
    """Every sentence of the program that is put into the reader's language."""
    found = Catalog()
    source = Path(heard.__file__).parent
    for name, _, message, comments, context in extract_from_dir(
        source, _METHODS, _OPTIONS, _KEYWORDS, directory_filter=_spoken_to_families
    ):
        if Path(name).name != "desk.html":
            found.add(message, auto_comments=comments, context=context)
    return found


def _spoken_to_families(folder: str) -> bool:
    return Path(folder).name not in ("desk", "migrations", "__pycache__")


def freshened(folder: Path, code: str) -> bytes:
    """The `.po` file of a language as it should be: every present sentence, and no old one.

    A sentence that changed keeps its old translation marked as fuzzy, which counts as missing.
    """
    begun = catalogue_path(folder, code).exists()
    catalogue = read_catalogue(folder, code) if begun else Catalog(locale=code)
    catalogue.update(gather(), no_fuzzy_matching=False, update_creation_date=False)
    catalogue.obsolete.clear()
    body = BytesIO()
    write_po(body, catalogue, width=0, sort_output=True, ignore_obsolete=True, omit_header=True)
    plural = (
        PLURALS.get(code) or f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};"
    )
    header = "\n".join(
        (
            'msgid ""',
            'msgstr ""',
            f'"Language: {code}\\n"',
            '"MIME-Version: 1.0\\n"',
            '"Content-Type: text/plain; charset=utf-8\\n"',
            '"Content-Transfer-Encoding: 8bit\\n"',
            f'"Plural-Forms: {plural}\\n"',
            "",
            "",
        )
    )
    return header.encode() + body.getvalue()


def freshen(folder: Path, code: str) -> None:
    """Write the `.po` file of a language anew."""
    write_whole(catalogue_path(folder, code), freshened(folder, code))
