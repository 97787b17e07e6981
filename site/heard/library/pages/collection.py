"""All that families read, loaded and checked at start-up."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from heard.authority.settings import Council
from heard.languages.catalogues import Catalogues
from heard.library.contacts.contacts import HelpContact, council_contacts, national_contacts
from heard.library.contacts.national_contacts import (
    NationalContact,
    read_contact_words,
    read_national_contacts,
)
from heard.library.pages.articles import Article
from heard.library.pages.glossary import (
    Entry,
    english_glossary,
    glossary_for,
    read_glossary,
)
from heard.library.pages.markup import PROGRAM_PAGES, Renderer, Surroundings
from heard.library.pages.page_builder import Binder
from heard.library.pages.pictures import PICTURES, load_picture
from heard.library.pages.values import Values
from heard.library.sources.originals import Original, read_originals
from heard.library.sources.problems import ContentError, Problem
from heard.library.translating.sync import OUTDATED, UNCHECKED
from heard.library.translating.translations import English, Translated, dotted, read_translations


@dataclass(frozen=True)
class Library:
    """Everything there is to read, in every published language."""

    languages: tuple[str, ...]
    national: tuple[NationalContact, ...]
    pictures: Mapping[str, str]
    _pages: Mapping[tuple[str, str, str], Article]
    _glossaries: Mapping[str, tuple[Entry, ...]]
    _contacts: Mapping[str, tuple[HelpContact, ...]]
    _translations: Mapping[str, Mapping[str, Translated]]

    def page(self, language: str, kind: str, slug: str) -> Article | None:
        """A page of kind "guide" or "page"; None where there is none."""
        return self._pages.get((language, kind, slug))

    def guides(self, language: str, audience: str | None = None) -> tuple[Article, ...]:
        """The guides in their order, of one audience or all."""
        return tuple(
            page
            for page in self._of(language, "guide")
            if audience is None or page.audience == audience
        )

    def pages(self, language: str) -> tuple[Article, ...]:
        """The pages of kind "page" in their order."""
        return self._of(language, "page")

    def glossary(self, language: str) -> tuple[Entry, ...]:
        """The glossary in the order of the English file."""
        return self._glossaries[language]

    def contacts(self, language: str) -> tuple[HelpContact, ...]:
        """Everybody who can help: the council's own, then the national ones."""
        return self._contacts[language]

    def translations(self, language: str) -> Mapping[str, Translated]:
        """What is translated into a language, by name, with the state of every block."""
        return self._translations.get(language, {})

    def _of(self, language: str, kind: str) -> tuple[Article, ...]:
        found = (p for p in self._pages.values() if (p.language, p.kind) == (language, kind))
        return tuple(sorted(found, key=lambda page: (page.order, page.slug)))


def load_library(
    content: Path,
    council: Council,
    catalogues: Catalogues,
    *,
    pictures: Path | None = None,
    forms: frozenset[str] | None = None,
    authority: Path | None = None,
) -> Library:
    """Load and check everything. Raises ContentError with all problems.

    `catalogues` have the program's own words of each language that the council has.
    `pictures` is the folder of the SVG files (default: static/pictures of this copy). `forms` are
    the names that `form:` links may use; None leaves them unchecked. `authority` is the council's
    folder (default: inside `content`), where the states of its own texts lie.
    """
    problems: list[Problem] = []
    english, national = read_english(content, council, problems)
    others = council.languages[1:]
    translations = {
        code: read_translations(
            content,
            code,
            english,
            dotted(council.texts.get(code, {})),
            authority or content / "authority",
            problems,
        )
        for code in others
    }
    glossaries = {"en": english_glossary(english.glossary)}
    for code in others:
        glossaries[code] = _glossary(code, english, translations[code]["glossary"], council)
    drawings = _pictures(pictures or PICTURES, problems)
    renderer = Renderer(
        Surroundings(
            values=Values(
                council,
                {each.id: each.phone for each in national},
                catalogues,
                lambda code, key: (
                    code == "en" or _spoken(translations[code]["texts"], key, council)
                ),
            ),
            guides={p.slug: p.heading_ids for p in english.pages if p.kind == "guide"},
            pages={name: frozenset() for name in PROGRAM_PAGES}
            | {p.slug: p.heading_ids for p in english.pages if p.kind == "page"},
            terms=frozenset(entry.id for entry in english.glossary),
            pictures=drawings,
            catalogues=catalogues,
            forms=forms,
        )
    )
    words = {code: {entry.id: entry for entry in rows} for code, rows in glossaries.items()}
    binder = Binder(council, renderer, words)
    pages = [binder.english(original, problems) for original in english.pages]
    pages += [
        binder.translated(original, translations[code][original.name], problems)
        for code in others
        for original in english.pages
    ]
    if problems:
        raise ContentError(problems)
    return Library(
        languages=council.languages,
        national=national,
        pictures=drawings,
        _pages={(page.language, page.kind, page.slug): page for page in pages},
        _glossaries=glossaries,
        _contacts={
            code: _contacts(code, english, national, translations.get(code), council)
            for code in council.languages
        },
        _translations=translations,
    )


def read_english(
    content: Path, council: Council, problems: list[Problem]
) -> tuple[English, tuple[NationalContact, ...]]:
    """All the English there is. What cannot be read goes into `problems`."""
    originals: tuple[Original, ...] = read_originals(content, problems)
    glossary: tuple[Entry, ...] = ()
    national: tuple[NationalContact, ...] = ()
    words: dict[str, dict[str, str]] = {}
    try:
        glossary = read_glossary(content / "en" / "glossary.tsv", "en/glossary.tsv")
    except ContentError as error:
        problems.extend(error.problems)
    try:
        national = read_national_contacts(content / "contacts.toml", "contacts.toml")
        words = read_contact_words(content / "en" / "contacts.toml", "en/contacts.toml")
    except ContentError as error:
        problems.extend(error.problems)
    ids = {each.id for each in national}
    for name in sorted(ids ^ set(words)):
        problems.append(Problem("en/contacts.toml", f"{name} is not in both lists of contacts"))
    english = English(originals, glossary, words, dotted(council.texts.get("en", {})))
    return english, tuple(each for each in national if each.id in words)


def _pictures(folder: Path, problems: list[Problem]) -> dict[str, str]:
    found = {}
    for path in sorted(folder.glob("*.svg")):
        try:
            found[path.stem] = load_picture(path)
        except ContentError as error:
            problems.extend(error.problems)
    return found


def _glossary(
    code: str, english: English, translated: Translated, council: Council
) -> tuple[Entry, ...]:
    return glossary_for(
        code, english.glossary, translated.standing, translated.words, council.show_unchecked
    )


def _spoken(texts: Translated, key: str, council: Council) -> bool:
    """Whether the council's own words for `key` may be shown in their language."""
    standing = texts.standing
    return all(
        _may_show(standing[name], council)
        for name in (key, f"not_set.{key}")
        if name in standing and name in texts.words
    )


def _may_show(standing: str, council: Council) -> bool:
    return standing != OUTDATED and (standing != UNCHECKED or council.show_unchecked)


def _contacts(
    code: str,
    english: English,
    national: tuple[NationalContact, ...],
    translated: Mapping[str, Translated] | None,
    council: Council,
) -> tuple[HelpContact, ...]:
    words = {}
    for name, fields in english.contacts.items():
        words[name] = {field: (text, "en") for field, text in fields.items()}
        if translated:
            contacts = translated["contacts"]
            standing = contacts.standing
            keys = [f"{name}/{field}" for field in fields]
            if all(_may_show(standing[key], council) for key in keys):
                words[name] = {field: (contacts.words[f"{name}/{field}"], code) for field in fields}
    shown = True
    if translated:
        texts = translated["texts"].standing
        shown = all(
            _may_show(state, council) for key, state in texts.items() if key.startswith("contacts.")
        )
    return council_contacts(council, code, shown) + national_contacts(national, words)
