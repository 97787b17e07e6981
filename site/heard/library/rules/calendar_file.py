"""A calendar file that a phone can take in, and that tells nothing to whoever looks at it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from icalendar import Calendar, Event

#: Also the name under which a phone keeps the file.
FILE_NAME = "dates.ics"


def calendar_file(days: Iterable[tuple[date, str]], today: date) -> bytes:
    """Whole days with their names. No reminder, no place, no note, no address of the site.

    The time of making that the format asks for is midnight: the minute is nobody's business.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//dates//EN")
    calendar.add("version", "2.0")
    made = datetime.combine(today, time(), UTC)
    for day, name in days:
        event = Event()
        event.add("uid", str(uuid4()))
        event.add("dtstamp", made)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", name)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
