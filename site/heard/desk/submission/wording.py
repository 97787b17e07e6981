"""How the desk says what is stored as a name, a code or a number. The desk speaks English."""

from collections.abc import Iterator
from datetime import date

from babel import Locale
from flask_babel import gettext

from heard.casework.files.file_kinds import JPEG
from heard.casework.files.file_records import is_file_list
from heard.journeys.catalogue import by_name
from heard.journeys.model.audience import AUDIENCE_WORDS, Audience
from heard.journeys.model.questions import Answer, AnyOf, OneOf, Question, Scale
from heard.journeys.model.record import Row, Section
from heard.languages.locales import Language, UnknownLanguage, language
from heard.web.page_language import long_date


def form_title(form: str, version: int) -> str:
    """The form's title, or its name where this version of the program does not know it."""
    journey = by_name(form, version)
    return gettext(journey.title) if journey else form


def whose(form: str, version: int) -> str:
    """That a form comes from a child, and of what age; empty for a form of adults."""
    journey = by_name(form, version)
    return gettext("Child %(age)s", age=journey.age) if journey and journey.age else ""


def spoken_in(code: str) -> Language:
    """The language with its own name; a code that is unknown stands for itself."""
    try:
        return language(code)
    except UnknownLanguage:
        return Language("und", code, "ltr", Locale("en"))


def state_words(state: str) -> str:
    """What has become of a submission."""
    return {
        "sent": gettext("Not read yet"),
        "read": gettext("Read"),
        "withdrawn": gettext("Withdrawn"),
    }.get(state, state)


def answer_rows(section: Section, code: str) -> Iterator[dict[str, object]]:
    """The rows of an open section for the page, each with who may see it."""
    for row in section.rows:
        yield {
            **answer_row(row, code),
            "audience": gettext(AUDIENCE_WORDS[section.audience]),
            "chair_only": section.audience is Audience.CHAIR,
        }


def answer_row(row: Row, code: str) -> dict[str, object]:
    """A question in English; its answer in the person's own words, language and direction."""
    answer = _in_words(row.question, row.answer)
    own = isinstance(answer, str) and answer == row.answer and not _is_chosen(row)
    # A telephone number is in no language, and Urdu letterforms would make it hard to read.
    worded = own and any(sign.isalpha() for sign in answer)
    return {
        "question": gettext(row.question.label),
        "answer": answer,
        "files": _files(row.answer),
        "lang": code if worded else "",
        "dir": "auto" if own else "ltr",
    }


def _is_chosen(row: Row) -> bool:
    """Whether the answer is one of the question's options, which are the program's own words."""
    return isinstance(row.question, OneOf) and any(
        option.value == row.answer for option in row.question.options
    )


def _files(answer: Answer | None) -> list[dict[str, object]]:
    """What a page shows of files; their keys are nothing for a page."""
    held = answer if is_file_list(answer) else []
    return [
        {
            **{name: each[name] for name in ("id", "name", "size")},
            "picture": each["type"] == JPEG,
        }
        for each in held
    ]


def _in_words(question: Question, answer: Answer | None) -> str | list[str]:
    if answer is None:
        return ""
    if isinstance(question, AnyOf | OneOf):
        labels = {option.value: gettext(option.label) for option in question.options}
        if isinstance(answer, list):
            return [labels.get(each, each) for each in answer]
        return labels.get(str(answer), str(answer))
    if isinstance(answer, list):
        return [str(each["name"]) for each in _files(answer)] or answer
    if isinstance(question, Scale):
        return gettext(
            "%(number)s (0 means: %(low)s, 10 means: %(high)s)",
            number=answer,
            low=gettext(question.low),
            high=gettext(question.high),
        )
    return _day(str(answer)) if question.kind == "date" else str(answer)


def _day(text: str) -> str:
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text
