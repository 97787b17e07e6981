"""What every question of a form has and does, whatever its kind.

A question checks what was typed and gives back the value that is kept. What it refuses it refuses
with a sentence the reader can act on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from heard.journeys.model.asked import Answer, Ask, Asked, Speech, Telling
from heard.journeys.model.roles import Role
from heard.languages.marks import N_


class Problem(ValueError):
    """What was typed cannot be kept. Carries a marked sentence, and values for its gaps."""

    def __init__(self, words: str, **values: object) -> None:
        super().__init__(words)
        self.words = words
        self.values: Mapping[str, object] = values


@dataclass(frozen=True)
class Doubt:
    """What was typed is kept, and may be a slip. It is asked about once, and may stay as it is.

    `words` is a marked sentence, with `values` for its gaps.
    """

    words: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Wanted:
    """Left empty, it is asked about in these `words` where an answer beside it needs it.

    That is an answer to `question`, on the same page: one of `values`, or any where there are none.
    """

    question: str
    words: str
    values: tuple[str, ...] = ()

    def by(self, beside: Mapping[str, Answer]) -> bool:
        """Whether it is needed with these answers."""
        answer = beside.get(self.question)
        return answer is not None and (not self.values or answer in self.values)


#: What is declared for the time of filling in alone. Nothing of it is asked or sealed, so it may
#: change without a new version of the form (`journeys/lock.py`).
WHILE_FILLING_IN = {"while_filling_in": True}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every question has. `required` is the sentence shown when it is left empty.

    `role` says what the answer is used for, where it is used for anything. `wanted` says with which
    answers it is asked about once more when it is left empty.
    """

    name: str
    label: str
    hint: str = ""
    required: str = ""
    role: Role | None = None
    wanted: tuple[Wanted, ...] = field(default=(), metadata=WHILE_FILLING_IN)
    kind: ClassVar[str]
    #: Whether an answer is a person's own words, in their language.
    own_words: ClassVar[bool] = False
    #: Whether the hint is a part of what is asked, and not only of how to write it down.
    hint_asks: ClassVar[bool] = False
    #: By which words a choice is taken back where nothing else does it, as with radio buttons.
    left_out: ClassVar[str] = N_("I do not want to say")
    #: Whether an answer is taken from the page as a whole; files are taken and dropped one by one.
    typed: ClassVar[bool] = True

    @property
    def boxes(self) -> tuple[str, ...]:
        """The names under which what is typed into it is posted."""
        return (self.name,)

    def check(self, typed: object) -> Answer | None:
        """The answer to keep, or None where there is none. Raises Problem."""
        answer = self.read(typed)
        if self.empty(answer):
            if self.required:
                raise Problem(self.required)
            return None
        return answer

    def read(self, typed: object) -> Answer | None:
        """What was typed as a value of this kind. Raises Problem."""
        raise NotImplementedError

    def doubt(
        self, answer: Answer | None, beside: Mapping[str, Answer], today: date
    ) -> Doubt | None:
        """What is asked once about an answer that can be kept; None where nothing is.

        `beside` are the answers of its page, by the names of their questions.
        """
        if answer is None:
            return next((Doubt(each.words) for each in self.wanted if each.by(beside)), None)
        return None

    def fitting(self, kept: Answer) -> Answer | None:
        """As much of what was kept under another declaration as is an answer here; else None."""
        try:
            return kept if self.read(kept) == kept and not self.empty(kept) else None
        except Problem:
            return None

    @property
    def may_ask(self) -> bool:
        """Whether there is an answer by which something is asked for."""
        return False

    def asks(self, answer: Answer | None) -> tuple[Ask, ...]:
        """What is asked for with this answer, thing by thing."""
        return ()

    def asked(self, answer: Answer | None, speech: Speech) -> Asked:
        """The question in the words in which it is asked, with its answer."""
        return Asked(
            name=self.name,
            kind=self.kind,
            label=speech.worded(self.label),
            answer=answer,
            role=self.role or "",
            hint=speech.worded(self.hint) if self.hint and self.hint_asks else None,
            asks=self.asks(answer),
        )

    @classmethod
    def empty(cls, answer: Answer | None) -> bool:
        """Whether this is no answer."""
        return answer in (None, "", [])

    @classmethod
    def sound(cls, answer: Answer) -> bool:
        """Whether an answer that comes out of a record has the shape that this kind gives it."""
        return isinstance(answer, str)

    @classmethod
    def in_words(cls, asked: Asked, telling: Telling) -> str | list[str]:
        """The answer as it is said; empty where the question was left out."""
        return "" if asked.answer is None else cls._in_words(asked, asked.answer, telling)

    @classmethod
    def _in_words(cls, asked: Asked, answer: Answer, telling: Telling) -> str | list[str]:
        return str(answer)
