"""Forms on paper: made from the same declaration as the pages, to be filled in by hand.

Staff type in what was written, on `/<language>/forms/<form>/paper`, and hand over the number.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, url_for
from flask_babel import gettext
from markupsafe import Markup

from heard.family.guides.views import council_phones
from heard.family.print.leaflets import OnScreen, pdf
from heard.family.site import site
from heard.family.tools.appeal_route_pages import contact
from heard.journeys.catalogue import by_slug
from heard.journeys.model.audience import Audience
from heard.journeys.model.choices import Option
from heard.journeys.model.journey import PAPER, Journey, OnlyIf, Page, copy_of
from heard.journeys.model.question import Question
from heard.journeys.model.questions import LONGEST
from heard.languages.marks import N_
from heard.library.print import leaflets
from heard.web.forms.kinds import SHOWN, Kind
from heard.web.inline import inline_style
from heard.web.page_language import spoken

blueprint = Blueprint("paper", __name__, url_prefix="/<lang>")

#: The sizes, with the words of the links that lead to them.
SIZES = {
    "small": N_("The form to print and fill in by hand (PDF)"),
    "large": N_("The form in large print (PDF)"),
}

#: So often a page that repeats is printed; for more there is another sheet.
COPIES = 3

#: Lines to write on: for what a page is about, and for what is added to it.
LINES, FEWER_LINES = 8, 5

#: A text of at most so many letters fits on the fewer lines.
_SHORT = 2_000


@dataclass(frozen=True)
class Choice:
    """A box to tick. What is `refused` has no box: it says why in its place."""

    words: str
    hint: str = ""
    refused: str = ""


@dataclass(frozen=True)
class Asked:
    """A question with what the hand needs: boxes to tick, lines to write on."""

    question: Question
    kind: Kind
    hint: str
    choices: tuple[Choice, ...]
    lines: int


@dataclass(frozen=True)
class PaperPage:
    """A page of the form on paper. With `alone` its title is the one question's label too."""

    page: Page
    title: str
    alone: bool
    only_if: tuple[tuple[str, ...], ...]
    questions: tuple[Asked, ...]

    @property
    def last_copy(self) -> bool:
        """Whether the page can come again, but not on this paper."""
        return self.page.copy == COPIES


@blueprint.get("/forms/<slug>.pdf", defaults={"size": "small"})
@blueprint.get("/forms/<slug>-large.pdf", defaults={"size": "large"})
def form(slug: str, size: str) -> Response:
    """The form as a PDF on A4, under a neutral name.

    As on the screen there is none in a language whose words about who sees an answer nobody has
    checked.
    """
    journey = by_slug(slug)
    if journey is None or not leaflets.available() or spoken().code not in site().forms_open_in:
        abort(404)
    address = site().council.address
    on_screen = OnScreen(
        url_for("forms.question", form=slug, page=journey.pages[0].slug),
        gettext("Fill it in on the screen"),
    )
    return pdf(_document(journey, size), address, ("form", spoken().code, slug, size), on_screen)


def links(journey: Journey) -> list[tuple[str, str]]:
    """Where the form is on paper, with words; nothing where no PDF can be made."""
    if not leaflets.available():
        return []
    return [
        (url_for("paper.form", slug=journey.slug, size=size), gettext(words))
        for size, words in SIZES.items()
    ]


def _document(journey: Journey, size: str) -> str:
    council = site().council
    return render_template(
        "print/paper.html",
        journey=journey,
        pages=[_on_paper(page, journey) for page in _pages(journey)],
        readers=[Choice(gettext(words)) for words in journey.said.circles.values()],
        audience_word=journey.said.circles,
        safety_exception=journey.said.exception,
        at_first=journey.said.at_first,
        childline=contact("childline") if journey.age else None,
        for_chair_alone=journey.asks_readers or Audience.CHAIR in journey.readers,
        large=size == "large",
        style=_style(),
        team=council_phones()[0],
        email=council.contacts["conference_team"].email,
        typed_in_at=_whole(url_for("forms.question", form=journey.slug, page=PAPER.slug)),
        where_to_turn=_whole(url_for("which_way.which_way")),
    )


def _whole(place: str) -> str:
    """The address as it is typed in from paper; nothing where the council has set none."""
    address = site().council.address
    return address + place if address else ""


def _pages(journey: Journey) -> list[Page]:
    return [
        copy_of(page, number) if page.repeats else page
        for page in journey.pages
        for number in range(1, COPIES + 1 if page.repeats else 2)
    ]


def _on_paper(page: Page, journey: Journey) -> PaperPage:
    return PaperPage(
        page=page,
        title=gettext(page.title, n=page.copy),
        alone=len(page.questions) == 1 and page.questions[0].label == page.title,
        only_if=tuple(_ticked(condition, journey) for condition in page.only_if),
        questions=tuple(
            Asked(
                question=question,
                kind=SHOWN[question.kind],
                # What the screen fills in, paper does not.
                hint="" if getattr(question, "begins_today", False) else _said(question.hint),
                choices=tuple(_choice(each) for each in getattr(question, "options", ())),
                lines=_lines(question, adds=at > 0 or page.copy > 0),
            )
            for at, question in enumerate(page.questions)
        ),
    )


def _lines(question: Question, *, adds: bool) -> int:
    if not SHOWN[question.kind].lined:
        return 0
    return FEWER_LINES if adds or getattr(question, "limit", LONGEST) <= _SHORT else LINES


def _choice(option: Option) -> Choice:
    return Choice(_said(option.label), _said(option.hint), _said(option.refused))


def _said(words: str) -> str:
    return gettext(words) if words else ""


def _ticked(condition: OnlyIf, journey: Journey) -> tuple[str, ...]:
    """The answers, as they are printed, of those who fill in the page."""
    asked = next(each for _, each in journey.questions() if each.name == condition.question)
    options: tuple[Option, ...] = getattr(asked, "options", ())
    return tuple(_said(each.label) for each in options if each.value in condition.values)


def _style() -> Markup:
    edition = site().edition
    return edition.once(
        "style of the paper",
        lambda: inline_style("paper.css", colour=edition.council.colour).text,
    )
