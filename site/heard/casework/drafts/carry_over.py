"""A draft that was begun in another version of its form: what fits goes on, the rest is named.

Answers are carried over by the name of their question. Nobody comes to read an answer who was not
to read it when it was written: where a page has wider readers now, its answers stay behind.
"""

from heard.casework.drafts.draft import Draft, Lost
from heard.journeys.model.asked import Answer
from heard.journeys.model.audience import CIRCLES, NARROWEST, Audience
from heard.journeys.model.journey import PAPER, Journey, Page, copy_of
from heard.journeys.model.question import Question
from heard.journeys.model.questions import LONGEST

#: More is never lost of a form; whoever sends more is no family.
_MOST_LOST = 100


def carry_over(draft: Draft, journey: Journey) -> None:
    """Bring a draft up to the form as it is today; `lost` then names what has no place in it.

    Nothing changes where the form has not, nor in a draft that was sent.
    """
    if draft.version == journey.version or draft.sent:
        return
    draft.counts = _counts(draft, journey)
    places = _places(draft, journey)
    before, draft.answers = draft.answers, {}
    circles: dict[str, list[Audience]] = {}
    for name, answer in before.items():
        kept = None
        if name in places:
            page, question = places[name]
            kept = _kept(draft, page, question, answer)
        if kept is not None:
            draft.answers[name] = kept
            circles.setdefault(page.slug, []).append(circle(draft, name))
        if kept != answer:
            draft.lost.append(
                Lost(label=_label(draft, name), text=_gone(draft, name, answer, kept))
            )
    draft.readers = {
        page.slug: str(min(circles[page.slug], key=CIRCLES.index))
        for page, _ in places.values()
        if page.asks_readers and page.slug in circles
    }
    draft.typed = _typed(draft, journey)
    # A page on which something new is asked is shown once more.
    draft.seen = [slug for slug in draft.seen if _asks_nothing_new(draft, journey.page(slug))]
    draft.at = draft.at if journey.page(draft.at) else ""
    draft.asked = {name: each for name, each in draft.asked.items() if name in places}
    draft.version, draft.told_lost = journey.version, False


def lose(draft: Draft, name: str, text: str) -> None:
    """Name what was typed on a page that is gone, once, and no more than a form can hold."""
    lost = Lost(label=_label(draft, name), text=text[:LONGEST])
    if text.strip() and lost not in draft.lost and len(draft.lost) < _MOST_LOST:
        draft.lost.append(lost)
        draft.told_lost = False


def _counts(draft: Draft, journey: Journey) -> dict[str, int]:
    most = {page.slug: page.repeats.most for page in journey.pages if page.repeats}
    return {slug: min(n, most[slug]) for slug, n in draft.counts.items() if slug in most}


def _places(draft: Draft, journey: Journey) -> dict[str, tuple[Page, Question]]:
    """Where each question stands now, copies of pages among them, whether or not it is asked."""
    pages = [
        copy_of(page, number) if page.repeats else page
        for page in (PAPER, *journey.pages)
        for number in range(1, draft.counts.get(page.slug, 1) + 1)
    ]
    return {each.name: (page, each) for page in pages for each in page.questions}


def circle(draft: Draft, name: str) -> Audience:
    """Who was to see an answer when it was written; the narrowest circle where nothing says so."""
    asked = draft.asked.get(name)
    return Audience(asked["readers"]) if asked else NARROWEST


def _kept(draft: Draft, page: Page, question: Question, answer: Answer) -> Answer | None:
    """As much of an answer as fits, where nobody but those who were to read it will."""
    allowed = CIRCLES.index(circle(draft, question.name))
    if page.readers and CIRCLES.index(page.readers) > allowed:
        return None
    return question.fitting(answer)


def _label(draft: Draft, name: str) -> str:
    asked = draft.asked.get(name)
    return asked["label"] if asked else ""


def _gone(draft: Draft, name: str, answer: Answer, kept: Answer | None) -> str:
    """What was lost of an answer, in the words in which it was given."""
    asked = draft.asked.get(name)
    words = asked["words"] if asked else {}
    left = kept if isinstance(kept, list) else []
    every = answer if isinstance(answer, list) else [answer]
    gone = [each for each in every if each not in left]
    return ", ".join(
        str(each["name"]) if isinstance(each, dict) else words.get(str(each), str(each))
        for each in gone
    )


def _typed(draft: Draft, journey: Journey) -> dict[str, dict[str, list[str]]]:
    """What could not be kept as it was typed, where its field stands on the same page still."""
    kept: dict[str, dict[str, list[str]]] = {}
    for slug, fields in draft.typed.items():
        page = journey.page(slug)
        boxes = {name for each in page.questions for name in each.boxes} if page else set()
        for field, values in fields.items():
            # A date has three boxes, each with its part after the name.
            name = field.split("-")[0]
            if field in boxes:
                kept.setdefault(slug, {})[field] = values
            elif name in draft.asked and any(values):
                draft.lost.append(
                    Lost(label=_label(draft, name), text=", ".join(filter(None, values)))
                )
    return kept


def _asks_nothing_new(draft: Draft, page: Page | None) -> bool:
    return page is not None and all(each.name in draft.asked for each in page.questions)
