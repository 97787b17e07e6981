"""Which language a page speaks: the one in its address, else the first that fits the browser."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal
from babel.support import NullTranslations
from flask import Flask, current_app, g, request
from flask_babel import Babel, Domain

from heard.authority.hours import LONDON
from heard.languages.locales import Language, language
from heard.languages.numerals import western_digits

#: Where an application keeps which languages there are, and what tells it the time.
_PUBLISHED, _CLOCK = "published", "clock"


class OwnWords(Domain):
    """Flask-Babel's words, from wherever the application has those of a language."""

    def __init__(self, words: Callable[[str], NullTranslations]) -> None:
        super().__init__()
        self._words = words

    def get_translations(self) -> NullTranslations:
        return self._words(spoken().code)

    def gettext(self, string: str, **variables: object) -> str:
        _note(string)
        return str(super().gettext(string, **variables))

    def ngettext(self, singular: str, plural: str, num: int, **variables: object) -> str:
        _note(singular, plural)
        return str(super().ngettext(singular, plural, num, **variables))


def said() -> frozenset[str]:
    """The English of every sentence of the program that the page has spoken so far.

    One with plural forms is both of them, a line each, as the states of a catalogue name it.
    """
    return frozenset(g.get("said", ()))


def _note(*sentence: str) -> None:
    g.setdefault("said", set()).add("\n".join(sentence))


def spoken() -> Language:
    """The language of the page that is being made."""
    return g.get("spoken") or language("en")


def speak(code: str) -> None:
    """Make the page in this language."""
    g.spoken = language(code)


def preferred(published: tuple[str, ...]) -> str:
    """The published language that fits the browser's Accept-Language best."""
    return request.accept_languages.best_match(published) or published[0]


def long_date(day: date) -> str:
    """`Monday 23 November 2026`, in the page's language and with Western digits."""
    pattern = "EEEE d MMMM y"
    return western_digits(format_date(day, format=pattern, locale=spoken().locale))


def plain_date(day: date) -> str:
    """`23 November 2026`, for a small card."""
    pattern = "d MMMM y"
    return western_digits(format_date(day, format=pattern, locale=spoken().locale))


def weekday_and_time(moment: datetime) -> str:
    """`Monday 09:00` in London time; always 24 hours, always Western digits."""
    local = moment.astimezone(LONDON)
    return western_digits(
        format_datetime(local, "EEEE HH:mm", locale=spoken().locale, tzinfo=LONDON)
    )


def day_and_time(moment: datetime) -> str:
    """`Monday 23 November 09:00` in London time, for a day that may be further away."""
    return f"{long_day(moment.astimezone(LONDON).date())} {clock_time(moment)}"


def long_day(day: date) -> str:
    """`Monday 23 November`: a day of which nobody doubts the year."""
    return western_digits(format_date(day, format="EEEE d MMMM", locale=spoken().locale))


def clock_time(moment: datetime) -> str:
    """`14:30` in London time."""
    local = moment.astimezone(LONDON)
    return western_digits(format_time(local, "HH:mm", locale=spoken().locale, tzinfo=LONDON))


def file_size(count: int) -> str:
    """`1.4 MB` or `20 KB` for so many bytes, as phones show it; never less than 1 KB."""
    kilobytes = max(1, round(count / 1000))
    if kilobytes < 1000:
        return f"{kilobytes} KB"
    number = format_decimal(
        count / 1_000_000, format="0.0", locale=spoken().locale, numbering_system="latn"
    )
    return f"{number} MB"


def understood() -> tuple[str, ...]:
    """The languages in which something may be typed into the page, its own first."""
    return tuple(dict.fromkeys((spoken().code, *current_app.extensions[_PUBLISHED]())))


def today() -> date:
    """The day on which the page is made, in London."""
    moment: datetime = current_app.extensions[_CLOCK]()
    return moment.astimezone(LONDON).date()


def set_up_speech(
    app: Flask,
    words: Callable[[str], NullTranslations],
    published: Callable[[], Iterable[str]],
    clock: Callable[[], datetime],
) -> None:
    """Let templates and forms of `app` speak the page's language, and know the day.

    `words` gives the program's own words in a language, as they are while a page is made, and
    `published` the languages that there are.
    """
    app.extensions.update({_PUBLISHED: published, _CLOCK: clock})
    babel = Babel(
        app,
        locale_selector=lambda: spoken().code,
        timezone_selector=lambda: "Europe/London",
    )
    babel.domain_instance = OwnWords(words)

    def gettext(sentence: str) -> str:
        _note(sentence)
        return str(words(spoken().code).ugettext(sentence))

    def ngettext(one: str, many: str, count: int) -> str:
        _note(one, many)
        return str(words(spoken().code).ungettext(one, many, count))

    # Templates ask for thirty words a page; Flask-Babel would look for its domain at each.
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True
    )
    app.jinja_env.filters.update(
        long_date=long_date,
        plain_date=plain_date,
        weekday_and_time=weekday_and_time,
        clock_time=clock_time,
        file_size=file_size,
    )
    app.jinja_env.globals["spoken"] = spoken
