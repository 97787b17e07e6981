"""The doors of `library.ways` as pages show them, in the reader's language.

Both the tool that finds a way and the forms show them, so they stand here once.
"""

from datetime import date

from flask_babel import gettext, ngettext

from heard.family.site import site
from heard.journeys.catalogue import by_slug
from heard.languages.marks import N_
from heard.library.contacts.contacts import HelpContact
from heard.library.pages.values import with_numbers
from heard.library.rules.appeal_route_words import LEAVES, LEGAL_WORDS
from heard.library.rules.appeal_routes import (
    SHORTEST_KNOWN_DAYS,
    Circumstances,
    Door,
    Limit,
    LocalSteps,
    Rule,
    form_at,
    limit,
)
from heard.library.translating.sync import CHECKED
from heard.web.page_language import long_date, spoken


def checked() -> bool:
    """Whether two people have checked the doors in the reader's language."""
    return site().edition.all_checked(spoken().code, LEGAL_WORDS)


def ready() -> bool:
    """Whether the doors may be shown in the reader's language."""
    return checked() or site().council.fictional


def shown_door(
    door: Door, answers: Circumstances, steps: LocalSteps, today: date
) -> dict[str, object]:
    """A door as a page shows it: its words, whom to call, how long it is open."""
    leaf, found = LEAVES[door], limit(door, answers, steps, today)
    return {
        "leaf": leaf,
        "form": by_slug(form_at(door, answers) or ""),
        "contact": contact(leaf.contact),
        "route": _route() if door is Door.LOCAL_FIRST else None,
        "time": _time(found, steps),
        "last": _last(found),
    }


def contact(name: str) -> HelpContact | None:
    """Somebody who can be called, by their name in the list; None where no number is known."""
    contacts = site().library.contacts(spoken().code)
    return next((each for each in contacts if each.id == name and each.phone), None)


def _route() -> tuple[str, str]:
    """The council's own words for its steps, and their language."""
    code, council = spoken().code, site().council
    texts = site().library.translations(code).get("texts")
    state = texts.standing.get("complaint_route") if texts else None
    words = council.texts.get(code, {}).get("complaint_route")
    if words and (code == "en" or state == CHECKED or council.fictional):
        return with_numbers(words, council, site().edition.catalogues[code]), code
    english = str(council.text("complaint_route", "en"))
    return with_numbers(english, council, site().edition.catalogues["en"]), "en"


def _time(found: Limit, steps: LocalSteps) -> str:
    """How long a door is open, as a rule. Never how long an answer takes, unless the council has
    set it."""
    if found.rule is Rule.LOCAL:
        days = ngettext("%(count)d day", "%(count)d days", steps.first_days, count=steps.first_days)
        counted = _COUNTED[steps.counted_from or ""]
        return gettext(counted, days=days)
    if found.rule is Rule.NEXT_STEP:
        if steps.answer_days is None:
            return gettext("Ask in writing when you will have an answer.")
        count = steps.answer_days
        days = ngettext("%(count)d working day", "%(count)d working days", count, count=count)
        return gettext(
            "The council has %(days)s to answer the first step. Ask for the last day of the next.",
            days=days,
        )
    if found.rule is Rule.ASK_IN_WRITING:
        return gettext(
            "We do not know how long you have. In one area it is only %(count)s working days, "
            "so ask now.",
            count=SHORTEST_KNOWN_DAYS,
        )
    return gettext(_TIMES[found.rule])


_COUNTED = {
    "conference": N_("You have %(days)s to start, from the day of the meeting."),
    "letter": N_("You have %(days)s to start, from the day the letter came."),
    "record": N_("You have %(days)s to start, from the day the record came."),
}

_TIMES = {
    Rule.SOON: N_("We know of no last day for this. Do it soon."),
    Rule.ANY_TIME: N_("You can do this at any time."),
    Rule.AT_THE_MEETING: N_("Say it at the meeting, or send it to the chair before."),
    Rule.BEFORE_THE_MEETING: N_("Do it before the meeting, as soon as you can."),
    Rule.NEXT_CORE_GROUP: N_("You can do this each time the team meets, or at any time between."),
    Rule.ASK_THEM: N_("We do not know how long you have. Ask them, and do it soon."),
    Rule.TWELVE_MONTHS: N_("Go within 12 months of when you knew about it."),
    Rule.THREE_MONTHS: N_(
        "Act very fast, and never later than 3 months after the decision. The time runs on while "
        "you complain. A judge can say no even before it is over."
    ),
    Rule.AT_ONCE: N_("Go today. Look for a date in the letter."),
}


def _last(found: Limit) -> str:
    """The last day in words; empty where none can be worked out."""
    if found.last is None:
        return ""
    day = long_date(found.last)
    if found.over:
        return gettext("The day for this was %(day)s. Ask today if you still can.", day=day)
    if found.rule is Rule.ASK_IN_WRITING:
        return gettext("To be on the safe side, write by %(day)s.", day=day)
    if found.working and found.working != found.last:
        return gettext(
            "Last day: %(day)s. Nobody may be at work then, so do it by %(working)s.",
            day=day,
            working=long_date(found.working),
        )
    return gettext("Last day: %(day)s.", day=day)


def steps_words(steps: LocalSteps) -> str:
    """How many steps the council has, and how long it takes for the first."""
    if not steps.known:
        return gettext("Ask the council in writing which steps apply, and how long you have.")
    said = ngettext(
        "The council has %(count)d step for this.",
        "The council has %(count)d steps for this.",
        steps.stages,
        count=steps.stages,
    )
    if steps.answer_days is None:
        return said
    days = ngettext(
        "%(count)d working day",
        "%(count)d working days",
        steps.answer_days,
        count=steps.answer_days,
    )
    return said + " " + gettext("It has %(days)s to answer the first.", days=days)
