"""A page as a reader meets it."""

from dataclasses import dataclass
from datetime import date

from heard.library.sources.front_matter import Source


@dataclass(frozen=True)
class Heading:
    """A heading for the list of contents; `language` is "en" where the English stands in."""

    level: int
    id: str
    text: str
    language: str


@dataclass(frozen=True)
class ArticleTerm:
    """A word that the page explains. Its place in the page is `anchor`, without a `#`."""

    id: str
    anchor: str
    term: str
    meaning: str
    language: str


#: The states of a page in a language. `source`: English. `checked`: by two people. `unchecked`:
#: shown with a label. `outdated`: some blocks stand in English. `withheld`: all of them do.
STATES = ("source", "checked", "unchecked", "outdated", "withheld")


@dataclass(frozen=True)
class Article:
    """A guide or page in a language. `body` is safe HTML; `checked` None means *never*.

    `holds_unchecked` says whether any words shown were checked by nobody: a page may hold them and
    be out of date in other parts.
    """

    kind: str
    slug: str
    language: str
    title: str
    title_language: str
    tab_title: str
    summary: str
    summary_language: str
    audience: str
    order: int
    group: str
    risk: str
    sources: tuple[Source, ...]
    checked: date | None
    state: str
    holds_unchecked: bool
    body: str
    headings: tuple[Heading, ...]
    terms: tuple[ArticleTerm, ...]
    pictures: tuple[str, ...]
