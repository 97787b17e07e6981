"""What came out of a sealed part, brought into a shape that a page can show.

Anybody who has the council's public keys can seal something, so nothing about its shape is taken
for granted here, and no answer is left out because a form has changed since.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from heard.casework.files.file_records import FileRecord, is_file_list
from heard.casework.sending.child_reply import Told
from heard.journeys.model.audience import Audience
from heard.journeys.model.journey import Journey, Page
from heard.journeys.model.questions import Answer, Files, LongText, Question
from heard.journeys.model.record import Row, Section, opened_sections
from heard.languages.marks import N_
from heard.vault.errors import CannotOpen

#: Answers that help to find the right child, because who writes is not checked.
MATCHING = (
    "child_first_name",
    "child_family_name",
    "child_born",
    "meeting_date",
    "social_worker",
    "name",
)

OTHER_ANSWERS = N_("Answers to questions that this version does not know")


@dataclass(frozen=True)
class OpenedPart:
    """The answers of one part, and who may see each page of it."""

    language: str
    answers: Mapping[str, Answer]
    readers: Mapping[str, str]

    def as_record(self) -> dict[str, Any]:
        """The part as `journeys.record` reads it."""
        return {"answers": self.answers, "readers": self.readers}


@dataclass(frozen=True)
class Message:
    """A reply of staff, or what a family added later, as one member of staff may read it.

    `author` is "council" or "family", `part` whose readers may see it ("unit" or "chair"). `told`
    is None where this person's keys do not open it.
    """

    author: str
    day: date
    part: str
    told: Told | None

    @property
    def text(self) -> str | None:
        """The words, or None."""
        return self.told and self.told.text


@dataclass(frozen=True)
class OpenedSubmission:
    """A submission as one member of staff may read it.

    `journey` is None where this version does not know the form. `matching` are the answers that
    help to find the right child. `language` is the one that the family wrote in, as sealed.
    `messages` are what staff replied and what the family added, in order. `damaged` says that the
    chair's part does not open although the reader holds its key. `chair_read_on` is the first day
    on which somebody who holds the chairs' key marked or answered it.
    """

    reference: str
    form: str
    journey: Journey | None
    language: str
    received: date
    state: str
    urgent: bool
    read_on: date | None
    chair_read_on: date | None
    confirmed_on: date | None
    taken_back_on: date | None
    sections: tuple[Section, ...]
    matching: tuple[Row, ...]
    messages: tuple[Message, ...]
    damaged: bool


@dataclass(frozen=True)
class OpenedFile:
    """A picture or paper. `number` counts the files of the submission that its reader may open."""

    number: int
    record: FileRecord
    content: bytes


def sound_part(content: Mapping[str, Any]) -> OpenedPart:
    """Return what can be shown of a part. CannotOpen when it is no part of a form at all."""
    answers, readers = content.get("answers"), content.get("readers")
    if not isinstance(answers, dict) or not isinstance(readers, dict):
        raise CannotOpen("what stands inside is not a form")
    language = content.get("language")
    known = {str(audience) for audience in Audience}
    return OpenedPart(
        language=language if isinstance(language, str) else "",
        answers={name: _answer(value) for name, value in answers.items() if value is not None},
        readers={
            page: audience if audience in known else str(Audience.CHAIR)
            for page, audience in readers.items()
            if isinstance(audience, str)
        },
    )


def readable_sections(
    journey: Journey | None, unit: OpenedPart, chair: OpenedPart | None
) -> tuple[Section, ...]:
    """Every page of the form as the reader may see it, then what no page of it asks for."""
    record: list[Section] = []
    if journey is not None:
        record = opened_sections(journey, unit.as_record(), chair and chair.as_record())
    shown = {row.question.name: row.answer for section in record for row in section.rows}
    others = _others(unit, shown, Audience.TEAM)
    if chair is not None:
        others += _others(chair, shown, Audience.CHAIR)
    elif journey is None:
        others.append(Section(_page(()), Audience.CHAIR, (), closed=True))
    return (*(_in_shape(section) for section in record), *others)


def matching_rows(sections: Iterable[Section]) -> tuple[Row, ...]:
    """The answers that help to find the right child, in the order of MATCHING."""
    found = {
        row.question.name: row
        for section in sections
        for row in section.rows
        if row.answer is not None
    }
    return tuple(found[name] for name in MATCHING if name in found)


def _in_shape(section: Section) -> Section:
    """The section, with each answer of a kind that its question can have."""
    rows = tuple(Row(row.question, _fitting(row)) for row in section.rows)
    return Section(section.page, section.audience, rows, section.closed)


def _fitting(row: Row) -> Answer | None:
    if row.answer is None or is_file_list(row.answer) != (row.question.kind == "files"):
        return row.answer and _text(row.answer)
    if row.question.kind in ("any", "scale", "one", "files"):
        return row.answer
    return row.answer if isinstance(row.answer, str) else _text(row.answer)


def _others(
    part: OpenedPart, shown: Mapping[str, Answer | None], audience: Audience
) -> list[Section]:
    left = {name: answer for name, answer in part.answers.items() if shown.get(name) != answer}
    if not left:
        return []
    rows = tuple(_row(name, answer) for name, answer in left.items())
    return [Section(_page(tuple(row.question for row in rows)), audience, rows)]


def _row(name: str, answer: Answer) -> Row:
    if is_file_list(answer):
        return Row(Files(name=name, label=name), answer)
    return Row(LongText(name=name, label=name), _text(answer))


def _page(questions: tuple[Question, ...]) -> Page:
    return Page(slug="other", title=OTHER_ANSWERS, questions=questions)


def _answer(value: object) -> Answer:
    if is_file_list(value):
        return value
    if isinstance(value, list):
        return [_text(each) for each in value]
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(_text(each) for each in value)
    return value if isinstance(value, str) else str(value)
