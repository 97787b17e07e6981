"""Search over guides, words and contacts.

What is typed is posted, so that it stands in no address. It is not logged, and kept for nobody but
this browser (`family.kept_pages`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from babel.support import NullTranslations
from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask_babel import gettext

from heard.family.guides.children_frame import in_a_world
from heard.family.guides.views import shown_contacts
from heard.family.site import now, site
from heard.journeys.catalogue import JOURNEYS
from heard.languages.marks import N_
from heard.library.contacts.contacts import EMERGENCY, HelpContact
from heard.library.edition import Edition
from heard.library.pages.articles import Article
from heard.library.pages.glossary import Entry
from heard.library.search.documents import contact_documents, page_document, word_documents
from heard.library.search.index import Document, Hit, Index
from heard.web.page_language import spoken
from heard.web.serving.compression import everybody_gets_this

blueprint = Blueprint("searching", __name__, url_prefix="/<lang>")

#: So many letters are taken; whoever pastes a letter is led to the words that explain it.
LONGEST = 200
#: Whom to call where nothing is found.
FALL_BACK = ("conference_team", "family-rights-group")
MOST_WORDS, MOST_CONTACTS, MOST_YOUNG = 3, 3, 3


@dataclass(frozen=True)
class Place:
    """A page that the program makes, with the words it is found by."""

    endpoint: str
    title: str
    words: str
    form: str = ""


#: The pages of the program in the order in which equals are shown.
PLACES = (
    Place("guides.help_now", N_("Help now"), N_("Who answers the phone at this hour")),
    Place("words.words", N_("Words explained"), N_("Hard words in a letter, in plain words")),
    Place(
        "sheet.sheet",
        N_("My sheet for the day"),
        N_("Questions to ask, and a line for each part. Prints on one page."),
    ),
    Place(
        "which_way.which_way",
        N_("Which way is right for you?"),
        N_("If you do not agree, or something went wrong"),
    ),
    Place("dates.dates", N_("Your dates"), N_("What should happen by when, and what is late")),
    Place("following.reply", N_("I have a number"), N_("See if what you sent was read.")),
    *(
        Place("forms.start", each.title, N_("Write what you want people to know"), each.slug)
        for each in JOURNEYS
    ),
)


@dataclass(frozen=True)
class Indexes:
    """What can be found in one language.

    The guides of the three worlds say the same for three ages: among the pages for adults they
    would crowd out what a parent looks for, so they stand apart.
    """

    pages: Index[Article | Place]
    young: Index[Article]
    words: Index[Entry]
    contacts: Index[HelpContact]


def indexes(edition: Edition, code: str) -> Indexes:
    """The indexes of a language, with what people say in it: made when somebody first searches."""
    return edition.once(("search", code), lambda: _made(edition, code))


def _made(edition: Edition, code: str) -> Indexes:
    library, sayings = edition.library, edition.sayings[code]
    young = [page for page in library.guides(code) if in_a_world(page)]
    others = [page for page in library.guides(code) if not in_a_world(page)]
    pages: list[Document[Article | Place]] = [
        *_places(edition.catalogues[code]),
        *(page_document(page) for page in (*others, *library.pages(code))),
    ]
    return Indexes(
        Index(code, pages, sayings.pages),
        Index(code, [page_document(page) for page in young], sayings.pages),
        Index(code, word_documents(edition.lenses[code].words), common=0),
        Index(code, contact_documents(library.contacts(code)), sayings.people, common=0),
    )


def _places(own: NullTranslations) -> Iterator[Document[Place]]:
    for place in PLACES:
        yield Document(place, own.gettext(place.title), own.gettext(place.words))


@blueprint.route("/search", methods=["GET", "POST"])
def search() -> Response:
    """Ask for words, or show what holds them. Only a post carries any."""
    posted = request.method == "POST"
    typed = request.form.get("words", "")[:LONGEST] if posted else ""
    if not posted:
        everybody_gets_this()
    if not typed.strip():
        return _page(typed, nothing_typed=posted)
    found = indexes(site().edition, spoken().code)
    contacts = [hit.thing.id for hit in found.contacts.search(typed, MOST_CONTACTS, worth=0.4)]
    pages = [_shown(hit) for hit in found.pages.search(typed)]
    young = [_shown(hit) for hit in found.young.search(typed, MOST_YOUNG, worth=0.6)]
    words = [hit.thing for hit in found.words.search(typed, MOST_WORDS, worth=0.4)]
    nothing = not (pages or young or words or contacts)
    return _page(
        typed,
        asked=True,
        nothing=nothing,
        pages=pages,
        young_pages=young,
        words=words,
        contacts=_cards(FALL_BACK if nothing else contacts),
        urgent=contacts[:1] == [EMERGENCY],
    )


def _page(typed: str, nothing_typed: bool = False, **values: object) -> Response:
    body = render_template("guides/search.html", typed=typed, nothing_typed=nothing_typed, **values)
    return make_response(body, 422 if nothing_typed else 200)


def _cards(ids: list[str] | tuple[str, ...]) -> list[dict[str, Any]]:
    shown = {each["id"]: each for each in shown_contacts(now())}
    return [shown[name] for name in ids if name in shown]


def _shown(hit: Hit[Article | Place]) -> dict[str, str]:
    """A page that was found as the template shows it; it leads to the heading that fits best."""
    if isinstance(hit.thing, Place):
        gaps: dict[str, Any] = {"form": hit.thing.form} if hit.thing.form else {}
        return {
            "address": url_for(hit.thing.endpoint, **gaps),
            "title": gettext(hit.thing.title),
            "line": gettext(hit.thing.words),
        }
    page, section = hit.thing, hit.section
    headings = {heading.id: heading for heading in page.headings}
    address = url_for(f"guides.{page.kind}", slug=page.slug)
    return {
        "address": f"{address}#{section.anchor}" if section else address,
        "title": page.title,
        "title_language": page.title_language,
        "line": section.heading if section else page.summary,
        "line_language": headings[section.anchor].language if section else page.summary_language,
    }
