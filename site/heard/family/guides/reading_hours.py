"""What is true at this hour: whether somebody reads, and when they next will."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from heard.authority.settings import Council
from heard.web.page_language import day_and_time


@dataclass(frozen=True)
class ReadingTimes:
    """Whether the team is there now, and one sentence that says so."""

    open: bool
    words: str


def reading_times(
    council: Council, moment: datetime, *, young: bool = False, apart: bool = False
) -> ReadingTimes:
    """When somebody in the team reads what families send. Never promises an answer.

    `young` where a child reads it, `apart` where it is not the team that reads.
    """
    if apart:
        words = gettext("The people who deal with complaints about chairs read on working days.")
        return ReadingTimes(council.office_hours.open_at(moment), words)
    if council.office_hours.open_at(moment):
        if young:
            return ReadingTimes(True, gettext("Somebody is there now. They read on working days."))
        return ReadingTimes(
            True, gettext("The team is at work now. They read what you send on working days.")
        )
    opens = council.office_hours.next_opening(moment)
    if opens is None:
        # A council may be closed for longer than anybody looks ahead; then no day is promised.
        return ReadingTimes(False, gettext("Closed now"))
    when = day_and_time(opens)
    if young:
        words = gettext("Nobody is reading now. They are back on: %(when)s.", when=when)
        return ReadingTimes(False, words)
    return ReadingTimes(
        False,
        gettext("Nobody in the team is reading now. They are back on: %(when)s.", when=when),
    )
