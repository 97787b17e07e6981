"""What a page of a form works out from the answers and the council's settings, above its questions.

A page names its panel; here stands what each shows.
"""

from collections.abc import Callable, Mapping
from datetime import date

from flask_babel import gettext

from heard.authority.hours import LONDON
from heard.family.site import now, site
from heard.family.tools.appeal_route_pages import contact, ready, shown_door, steps_words
from heard.journeys.model.asked import Answer
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.roles import Role
from heard.languages.marks import N_
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


def _who_reads(answered: Answered) -> dict[str, object] | None:
    """Before anything is chosen: the way on which no chair reads it, where there is one."""
    if not site().sealer.complaints_apart:
        return None
    words = gettext(ABOUT_A_CHAIR_FIRST)
    return {"title": gettext("Is it about a chair?"), "words": [words], "contact": None}


def _about_a_chair(answered: Answered) -> dict[str, object]:
    """At the choice itself: who would read it, and the other door."""
    told = ABOUT_A_CHAIR_APART if site().sealer.complaints_apart else ABOUT_A_CHAIR_SHARED
    return {
        "title": gettext("Is it about the chair?"),
        "words": [gettext(told)],
        "contact": contact("complaints"),
    }


#: Who reads a complaint about a chair: what a person relies on when they choose.
ABOUT_A_CHAIR_FIRST = N_(
    "Then choose “A person”, and on the next page “The chair of the meeting”. No chair can open it "
    "then."
)
ABOUT_A_CHAIR_APART = N_(
    "Choose “The chair of the meeting”. Then only the people at the council who deal with "
    "complaints about chairs can read this form. No chair can open it, and nobody in the team that "
    "gets the meeting ready. You can also go to the council’s complaints team."
)
ABOUT_A_CHAIR_SHARED = N_(
    "The team that gets the meeting ready reads this form, and the people who chair these meetings "
    "can read it too, also the one it is about. If you do not want that, do not write it here. Go "
    "to the council’s complaints team."
)

_PANELS: Mapping[str, Callable[[Answered], dict[str, object] | None]] = {
    "who-reads": _who_reads,
    "about-a-chair": _about_a_chair,
    "limits": _limits,
    "door": _right_door,
}
