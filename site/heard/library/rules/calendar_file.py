"""A calendar file that a phone can take in, and that tells nothing to whoever looks at it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

#: Also the name under which a phone keeps the file.
FILE_NAME = "dates.ics"

_UID_BYTES = 16


@dataclass(frozen=True)
class CalendarDay:
    """A whole day with a name. `kind` and `due` say what it is, whatever the language: a day that
    has passed may stand on a later one, `day`."""

    kind: str
    due: date
    day: date
    name: str


def calendar_file(days: Iterable[CalendarDay], today: date, key: bytes) -> bytes:
    """Whole days with their names. No reminder, no place, no note, no address of the site.

    The time of making that the format asks for is midnight: the minute is nobody's business. An
    event that is made again has the identity that it had before, so a calendar puts it in the place
    of the old one; with its `key` nobody else can find out from an identity what the event is.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//dates//EN")
    calendar.add("version", "2.0")
    made = datetime.combine(today, time(), UTC)
    for each in days:
        event = Event()
        event.add("uid", _identity(each, key))
        # The number goes up with each day by which the event has moved.
        event.add("sequence", max((each.day - each.due).days, 0))
        event.add("dtstamp", made)
        event.add("dtstart", each.day)
        event.add("dtend", each.day + timedelta(days=1))
        event.add("summary", each.name)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _identity(each: CalendarDay, key: bytes) -> str:
    what = f"{each.kind} {each.due.isoformat()}".encode()
    return hashlib.blake2b(
        what, digest_size=_UID_BYTES, key=key, person=b"heard calendar"
    ).hexdigest()
