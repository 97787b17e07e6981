"""What of the library can be found: pages by their parts, words of the glossary, contacts."""

import re
from collections.abc import Iterable
from dataclasses import replace

from heard.library.contacts.contacts import HelpContact
from heard.library.pages.articles import Article
from heard.library.pages.glossary import Entry
from heard.library.pages.plain_text import body_text
from heard.library.pages.word_lens import Known
from heard.library.search.index import Document, Section

_BEFORE_HEADINGS = re.compile(r"(?=<h[23][ >])")
_HEADING = re.compile(r"<h[23][^>]*>.*?</h[23]>", re.DOTALL)


def page_document(page: Article) -> Document[Article]:
    """A guide or page, cut at its headings."""
    before, *parts = _BEFORE_HEADINGS.split(page.body)
    sections = [Section("", "", body_text(replace(page, body=before)))]
    sections += [
        Section(heading.id, heading.text, body_text(replace(page, body=_HEADING.sub("", part))))
        for heading, part in zip(page.headings, parts, strict=True)
    ]
    return Document(page, page.title, page.summary, tuple(sections))


def word_documents(words: Iterable[Known]) -> tuple[Document[Entry], ...]:
    """The words of a glossary, found by their names alone: meanings hold too many common words."""
    return tuple(
        Document(known.entry, " ".join((known.entry.term, *known.also))) for known in words
    )


def contact_documents(contacts: Iterable[HelpContact]) -> tuple[Document[HelpContact], ...]:
    """Everybody who can be called."""
    return tuple(
        Document(contact, contact.name, contact.purpose, (Section("", "", contact.note),))
        for contact in contacts
    )
