"""From answers to the two sealed parts, in the words in which everything was asked.

What stands in a part is never read with the help of a form as it is declared today: a form that has
changed since must not change what somebody was asked, or what they said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from heard.journeys.lock import digest
from heard.journeys.model.asked import Answer, Asked, Speech, Wording
from heard.journeys.model.audience import APART_WORDS, Audience
from heard.journeys.model.journey import Answers, Audiences, Counts, Journey, Page, base_slug

#: What stands inside a part is written in this way. A part of another format is not read.
FORMAT = 2


@dataclass(frozen=True)
class Section:
    """A page as it was asked: its questions with their answers, and who may see them.

    `seen_by` says so in the words that were shown. `copy` counts the copies of a page that repeats,
    from 1; 0 for all others. `closed` means that the reader's keys do not open it.
    """

    slug: str
    copy: int
    title: Wording
    audience: Audience
    seen_by: Wording
    rows: tuple[Asked, ...] = ()
    closed: bool = False

    @property
    def answered(self) -> bool:
        """Whether anything at all was answered on this page."""
        return any(row.answer is not None for row in self.rows)

    @property
    def base(self) -> str:
        """What all copies of one page have in common."""
        return base_slug(self.slug, self.copy)


def sections(
    journey: Journey,
    answers: Answers,
    audiences: Audiences,
    counts: Counts,
    speech: Speech,
    *,
    apart: bool = False,
) -> list[Section]:
    """The answers of every page on this way, for check-your-answers and the person's own copy.

    `apart` says that all of it is kept from chairs and team.
    """
    way = journey.way(answers, counts)
    return [
        _section(
            journey,
            page,
            answers,
            Audience.APART if apart else page.audience(audiences),
            speech,
        )
        for page in way.pages
    ]


def _section(
    journey: Journey, page: Page, answers: Answers, audience: Audience, speech: Speech
) -> Section:
    seen_by = APART_WORDS if audience is Audience.APART else journey.said.circles[audience]
    return Section(
        slug=page.slug,
        copy=page.copy,
        title=speech.worded(page.title, page.copy),
        audience=audience,
        seen_by=speech.worded(seen_by),
        rows=tuple(each.asked(answers.get(each.name), speech) for each in page.questions),
    )


def parts(
    journey: Journey, answers: Answers, audiences: Audiences, counts: Counts, speech: Speech
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The unit's part and the chair's part, as they are sealed.

    What was answered on a page that is not asked any more stays out. The unit's part names the
    pages that are closed to it as far as their number depends on what it may read; the chair's part
    says where among all pages its own stand.
    """
    found = sections(journey, answers, audiences, counts, speech)
    for_unit = [each for each in found if each.audience is not Audience.CHAIR]
    known = journey.way(answers, journey.counts_in(each.slug for each in for_unit)).pages
    may_know = {page.slug for page in known}
    head = _head(journey, speech)
    unit = [
        _named(each) if each.audience is Audience.CHAIR else _whole(each)
        for each in found
        if each.slug in may_know
    ]
    chair = [
        _whole(each) if each.audience is Audience.CHAIR else {"slug": each.slug} for each in found
    ]
    return {**head, "pages": unit}, {**head, "pages": chair}


def apart(journey: Journey, answers: Answers, counts: Counts, speech: Speech) -> dict[str, Any]:
    """All of it in one part, as it is sealed where it is kept from chairs and team."""
    found = sections(journey, answers, {}, counts, speech, apart=True)
    return {**_head(journey, speech), "pages": [_whole(each) for each in found]}


def _head(journey: Journey, speech: Speech) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "language": speech.language,
        "declaration": digest(journey),
        "title": _both(speech.worded(journey.title)),
    }


def answers_in(part: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers in a part that `parts` has made, by the name of the question."""
    return {
        asked["name"]: asked["value"]
        for page in part["pages"]
        for asked in page.get("questions", ())
        if "value" in asked
    }


def _named(section: Section) -> dict[str, Any]:
    return {"slug": section.slug, "copy": section.copy, "title": _both(section.title)}


def _whole(section: Section) -> dict[str, Any]:
    return {
        **_named(section),
        "readers": str(section.audience),
        "seen_by": _both(section.seen_by),
        "questions": [_question(row) for row in section.rows],
    }


def _question(row: Asked) -> dict[str, Any]:
    """A question; what helps to understand an answer stands there only where there is one."""
    asked: dict[str, Any] = {"name": row.name, "kind": row.kind, "label": _both(row.label)}
    if row.role:
        asked["role"] = row.role
    if row.options:
        asked["options"] = dict(row.options)
    if row.answer is None:
        return asked
    asked["value"] = row.answer
    if row.hint:
        asked["hint"] = _both(row.hint)
    if row.chosen:
        asked["chosen"] = [_both(each) for each in row.chosen]
    if row.ends:
        asked["ends"] = [_both(each) for each in row.ends]
    if row.faces:
        asked["faces"] = row.faces
    if row.asks:
        asked["asks"] = [asdict(each) for each in row.asks]
    return asked


def _both(wording: Wording) -> dict[str, str]:
    shown = {"shown": wording.shown} if wording.both else {}
    return {"en": wording.english, **shown}


def together(unit: Iterable[Section], chair: Iterable[Section] | None) -> list[Section]:
    """Every page that a reader of one part or of both may know of, in the order of the form.

    `chair` is None where the reader's keys do not open the chair's part: the pages in it stay
    closed, whether or not anything was written on them.
    """
    if chair is None:
        return list(unit)
    left, shown, places = list(unit), [], set()
    for each in chair:
        places.add(each.slug)
        theirs = next((at for at, page in enumerate(left) if page.slug == each.slug), None)
        if not each.closed:
            shown.append(each)
        elif theirs is not None:
            shown.append(left.pop(theirs))
    # Anybody can seal anything: what has no place in the chair's order is not lost.
    return [*shown, *(page for page in left if not page.closed or page.slug not in places)]
