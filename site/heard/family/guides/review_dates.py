"""When a person last compared something with its source, in words for readers."""

from datetime import date, datetime, time, timedelta

from flask_babel import gettext

from heard.authority.hours import LONDON
from heard.web.page_language import long_date


def check_words(checked: date | None, days: int, today: date) -> str:
    """Whether a person has checked this, when, and whether that is more than `days` ago."""
    if checked is None:
        return gettext("Not yet checked by a person.")
    if today - checked > timedelta(days=days):
        return gettext(
            "Last checked by a person: %(date)s. That is too long ago.", date=long_date(checked)
        )
    return gettext("Checked by a person: %(date)s", date=long_date(checked))


def check_ends(checked: date | None, days: int, today: date) -> datetime | None:
    """The moment from which a check is too old; None where it is, or where there was none."""
    if checked is None or today - checked > timedelta(days=days):
        return None
    return datetime.combine(checked + timedelta(days=days + 1), time(), LONDON)
