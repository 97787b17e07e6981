"""What a page of a form works out from the answers and the council's settings, above its questions.

A page names its panel; here stands what each shows.
"""

from collections.abc import Callable, Mapping
from datetime import date

from flask_babel import gettext

from heard.authority.hours import LONDON
from heard.family.site import now, site
from heard.family.tools.appeal_route_pages import ready, shown_door, steps_words
from heard.journeys.model.asked import Answer
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.roles import Role
from heard.library.rules.appeal_routes import (
    About,
    Circumstances,
    Complained,
    Door,
    When,
    doors,
    local_steps,
)

#: What was answered to the question with a role; None where it was left out.
Answered = Callable[[Role], Answer | None]

#: What "disagree" can concern, as the table of ways knows it. Wrong facts are put right as a report
#: is.
_CONCERNS = {
    "facts": About.REPORT,
    "decision": About.DECISION,
    "category": About.CATEGORY,
    "plan": About.PLAN,
    "record": About.RECORD,
    "how-run": About.MEETING,
}

#: What a complaint can be about. The chair's own doing is a matter of the meeting.
_WRONG = {"meeting": About.MEETING, "person": About.WORKER, "agency": About.WORKER}


def panel(journey: Journey, page: Page, answers: Mapping[str, Answer]) -> dict[str, object] | None:
    """What the page's panel shows; None for a page that has none."""
    if not page.panel:
        return None
    return _PANELS[page.panel](lambda role: journey.answer(role, answers))


def _limits(answered: Answered) -> dict[str, object]:
    chosen = answered(Role.CONCERNS)
    concerns = chosen if isinstance(chosen, list) else ["decision"]
    about = [_CONCERNS[each] for each in concerns if each in _CONCERNS]
    return {
        "title": gettext("Where you can turn"),
        **_doors([_asked(each, Complained.NO, answered) for each in about]),
    }


def _right_door(answered: Answered) -> dict[str, object]:
    wrong = About.MEETING
    if answered(Role.COMPLAINT_AGENCY) != "chair":
        wrong = _WRONG.get(str(answered(Role.COMPLAINT_ABOUT)), About.MEETING)
    already = answered(Role.COMPLAINED_BEFORE)
    complained = Complained(already) if already in set(Complained) else Complained.NO
    return {
        "title": gettext("Who deals with this"),
        "steps": steps_words(local_steps(site().council)),
        **_doors([_asked(wrong, complained, answered)]),
    }


def _doors(asked: list[Circumstances]) -> dict[str, object]:
    """Every door that fits one of the questions, each once, in the order in which to try them."""
    if not ready():
        return {"ready": False}
    steps, today = local_steps(site().council), _today()
    found: dict[Door, Circumstances] = {}
    for each in asked:
        for door in doors(each, steps):
            found.setdefault(door, each)
    return {
        "ready": True,
        "doors": [shown_door(door, each, steps, today) for door, each in found.items()],
    }


def _asked(about: About, complained: Complained, answered: Answered) -> Circumstances:
    meeting = _day(answered, Role.MEETING_DAY)
    ahead = meeting is not None and meeting > _today()
    return Circumstances(
        about=about,
        when=When.BEFORE if ahead else When.AFTER,
        complained=complained,
        meeting=meeting,
        letter=_day(answered, Role.LETTER_DAY),
        record=_day(answered, Role.RECORD_DAY),
    )


def _day(answered: Answered, role: Role) -> date | None:
    kept = answered(role)
    return date.fromisoformat(kept) if isinstance(kept, str) else None


def _today() -> date:
    return now().astimezone(LONDON).date()


_PANELS: Mapping[str, Callable[[Answered], dict[str, object]]] = {
    "limits": _limits,
    "door": _right_door,
}
