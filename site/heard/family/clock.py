"""What is true at this hour: whether somebody reads, and when they next will."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from heard.authority.settings import Council
from heard.web.speech import day_and_time


@dataclass(frozen=True)
class ReadingTimes:
    """Whether the team is there now, and one sentence that says so."""

    open: bool
    words: str


def reading_times(council: Council, moment: datetime) -> ReadingTimes:
    """When somebody in the team reads what families send. Never promises an answer."""
    if council.office_hours.open_at(moment):
        return ReadingTimes(
            True, gettext("The team is at work now. They read what you send on working days.")
        )
    opens = council.office_hours.next_opening(moment)
    return ReadingTimes(
        False,
        gettext(
            "Nobody in the team is reading now. They are back on: %(when)s.",
            when=day_and_time(opens),
        ),
    )
