"""What came out of a sealed part, brought into a shape that a page can show.

Every word of it comes from the part, never from a form as it is declared today. Anybody who has the
council's public keys can seal something, so nothing about its shape is taken for granted here, and
no answer is left out because of its shape.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from heard.casework.files.file_records import is_file_list
from heard.casework.reading.needs import Need
from heard.casework.sending.child_reply import Told
from heard.journeys.model.asked import Answer, Ask, Asked, FileRecord, Wording
from heard.journeys.model.audience import APART_WORDS, AUDIENCE_WORDS, Audience
from heard.journeys.model.journey import Journey
from heard.journeys.model.questions import KINDS, Files, LongText
from heard.journeys.model.record import FORMAT, Section
from heard.journeys.model.roles import MATCHING, Role, Through
from heard.records.readings import Reading
from heard.records.waiting import Piece, Waiting
from heard.vault.errors import CannotOpen
from heard.vault.messages import FAMILY

#: Who sees a page, where the part itself does not say it in words.
_SEEN_BY = {**AUDIENCE_WORDS, Audience.APART: APART_WORDS}


@dataclass(frozen=True)
class OpenedPart:
    """The pages of one part, in order. Those that only the other part holds are closed.

    `title` is that of the form, `declaration` the digest of what it declared. `differs` names what
    stands otherwise in the database than inside (`agreeing`).
    """

    language: str
    title: Wording
    declaration: str
    sections: tuple[Section, ...]
    differs: frozenset[str] = frozenset()

    def rows(self) -> dict[str, Asked]:
        """Every question that was asked, by its name."""
        return {row.name: row for section in self.sections for row in section.rows}

    def answers(self) -> dict[str, Answer]:
        """Every answer that was given, by the name of its question."""
        rows = self.rows()
        return {name: row.answer for name, row in rows.items() if row.answer is not None}


@dataclass(frozen=True)
class Message:
    """A reply of staff, or what a family added later, as one member of staff may read it.

    `author` is "council" or "family", `part` whose readers may see it ("unit" or "chair"). `told`
    is None where this person's keys do not open it. `urgent` where the family wants it seen today.
    `differs` where the database says otherwise of its day or urgency than it does itself.
    """

    id: str
    author: str
    day: date
    part: str
    told: Told | None
    urgent: bool = False
    differs: bool = False

    @property
    def text(self) -> str | None:
        """The words, or None."""
        return self.told.text if self.told else None


@dataclass(frozen=True)
class OpenedSubmission:
    """A submission as one member of staff may read it.

    `title` is that of the form as the family saw it. `journey` is the form as it is today, which
    says what can be done with it; None where this program has none of that name. `matching` are the
    answers that help to find the right child. `language` is the one that the family wrote in.
    `messages` are what staff replied and what the family added, in order, `needs` what was asked
    for as far as the reader opens it. `damaged` says that the chair's part does not open although
    the reader holds its key. `answered` are the parts in which anything was answered, `waiting`
    what nobody has read yet of them and of what was added, and `readings` who opened and who read
    which piece. `opens` are the parts that this reader has open. `differs` names what stands
    otherwise in the database than in what is open.
    """

    reference: str
    title: Wording
    journey: Journey | None
    language: str
    received: date
    state: str
    urgent: bool
    answered: Set[str]
    opens: Set[str]
    waiting: tuple[Waiting, ...]
    readings: tuple[Reading, ...]
    taken_back_on: date | None
    sections: tuple[Section, ...]
    matching: tuple[Asked, ...]
    messages: tuple[Message, ...]
    needs: tuple[Need, ...]
    damaged: bool
    differs: frozenset[str]

    def waits(self, part: str) -> bool:
        """Whether anything in a part, or added to it, was not read yet."""
        return any(each.piece.part == part for each in self.waiting)

    def urgent_in(self, part: str) -> bool:
        """Whether anything urgent in a part, or added to it, was not read yet."""
        return any(each.piece.part == part and each.urgent for each in self.waiting)

    def holds(self, part: str) -> bool:
        """Whether a family wrote anything in a part, or added anything to it."""
        added = {each.part for each in self.messages if each.author == FAMILY}
        return part in self.answered | added

    def read_by(self, piece: Piece) -> tuple[Reading, ...]:
        """Who has opened a piece, and who of them has read it."""
        return tuple(each for each in self.readings if each.piece == piece)


@dataclass(frozen=True)
class ThroughWhom:
    """Through whom a child wants to hear the answer. `chair` where it is the chair, face to face.

    `person` are the child's own words for who it is; empty where they named nobody.
    """

    chair: bool
    person: str


@dataclass(frozen=True)
class OpenedFile:
    """A picture or paper. `number` counts the files of the submission that its reader may open."""

    number: int
    record: FileRecord
    content: bytes


def sound_part(content: Mapping[str, Any], differs: frozenset[str] = frozenset()) -> OpenedPart:
    """Return what can be shown of a part. CannotOpen when it is no part of a form, or of another
    format."""
    pages, language = content.get("pages"), content.get("language")
    if content.get("format") != FORMAT or not isinstance(pages, list):
        raise CannotOpen("what stands inside is not a form of this format")
    return OpenedPart(
        language=language if isinstance(language, str) else "",
        title=_wording(content.get("title"), ""),
        declaration=_text(content.get("declaration", "")),
        sections=tuple(_section(page) for page in pages if isinstance(page, dict)),
        differs=differs,
    )


def matching_rows(sections: Iterable[Section]) -> tuple[Asked, ...]:
    """The answers that help to find the right child, in the order of MATCHING."""
    found = {
        row.role: row for section in sections for row in section.rows if row.answer is not None
    }
    return tuple(found[role] for role in MATCHING if role in found)


def through(sections: Iterable[Section]) -> ThroughWhom | None:
    """Through whom the child wants to hear the answer; None where they look it up themselves."""
    found = by_role(sections)
    chosen, person = found.get(Role.ANSWER_THROUGH), found.get(Role.ANSWER_PERSON)
    named = str(person.answer) if person and person.answer else ""
    if chosen is None or chosen.answer is None:
        return ThroughWhom(False, named) if named else None
    if chosen.answer == Through.CHAIR:
        return ThroughWhom(True, "")
    return None if chosen.answer == Through.NUMBER else ThroughWhom(False, named)


def by_role(sections: Iterable[Section]) -> Mapping[str, Asked]:
    """The questions that have a role, each by it."""
    return {row.role: row for section in sections for row in section.rows if row.role}


def _section(page: Mapping[str, Any]) -> Section:
    slug, copy, asked = _text(page.get("slug", "")), page.get("copy"), page.get("questions")
    known = {str(each): each for each in Audience}
    audience = known.get(_text(page.get("readers", "")), Audience.CHAIR)
    return Section(
        slug=slug,
        copy=copy if type(copy) is int and 0 <= copy < 100 else 0,
        title=_wording(page.get("title"), slug),
        audience=audience,
        seen_by=_wording(page.get("seen_by"), _SEEN_BY[audience]),
        rows=tuple(_asked(each) for each in asked if isinstance(each, dict))
        if isinstance(asked, list)
        else (),
        closed=not isinstance(asked, list),
    )


def _asked(question: Mapping[str, Any]) -> Asked:
    name, value = _text(question.get("name", "")), question.get("value")
    kind = KINDS.get(_text(question.get("kind", "")), LongText)
    answer = None if value is None else _answer(value)
    hint, options = question.get("hint"), question.get("options")
    if answer is not None and not kind.sound(answer):
        # It is not what this question can have; it is shown as what it is.
        kind = Files if is_file_list(answer) else LongText
        answer, options = answer if kind is Files else _text(answer), {}
    several = answer if isinstance(answer, list) else [answer]
    chosen = _wordings(question.get("chosen"))
    return Asked(
        name=name,
        kind=kind.kind,
        label=_wording(question.get("label"), name),
        answer=answer,
        role=_text(question.get("role", "")),
        hint=None if hint is None else _wording(hint, ""),
        options={_text(value): _text(words) for value, words in options.items()}
        if isinstance(options, dict)
        else {},
        # Words for other answers than there are would speak for somebody.
        chosen=chosen if len(chosen) == len(several) else (),
        ends=_wordings(question.get("ends")),
        faces=_number(question.get("faces")),
        asks=tuple(_asks(question.get("asks"), answer)),
    )


def _asks(value: object, answer: Answer | None) -> Iterator[Ask]:
    """What is asked for, as far as it is a part of the answer, each once."""
    if answer is None or not isinstance(value, list):
        return
    said = {str(each) for each in answer} if isinstance(answer, list) else {str(answer), ""}
    for each in value:
        asked = each.get("value") if isinstance(each, dict) else None
        if isinstance(asked, str) and asked in said:
            said.remove(asked)
            yield Ask(asked, each.get("discreet") is not False)


def _wordings(value: object) -> tuple[Wording, ...]:
    return tuple(_wording(each, "") for each in value) if isinstance(value, list) else ()


def _wording(value: object, name: str) -> Wording:
    """Words in both languages; what has none is called by its name."""
    both = value if isinstance(value, dict) else {}
    english = _text(both.get("en", name))
    return Wording(_text(both.get("shown", english)), english)


def _number(value: object) -> int:
    return value if type(value) is int and 0 <= value <= 10 else 0


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
