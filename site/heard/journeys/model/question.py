"""What every question of a form has and does, whatever its kind.

A question checks what was typed and gives back the value that is kept. What it refuses it refuses
with a sentence the reader can act on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from heard.journeys.model.asked import Answer, Asked, Speech, Telling
from heard.journeys.model.roles import Role


class Problem(ValueError):
    """What was typed cannot be kept. Carries a marked sentence, and values for its gaps."""

    def __init__(self, words: str, **values: object) -> None:
        super().__init__(words)
        self.words = words
        self.values: Mapping[str, object] = values


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every question has. `required` is the sentence shown when it is left empty.

    `role` says what the answer is used for, where it is used for anything.
    """

    name: str
    label: str
    hint: str = ""
    required: str = ""
    role: Role | None = None
    kind: ClassVar[str]
    #: Whether an answer is a person's own words, in their language.
    own_words: ClassVar[bool] = False
    #: Whether the hint is a part of what is asked, and not only of how to write it down.
    hint_asks: ClassVar[bool] = False
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

    def fitting(self, kept: Answer) -> Answer | None:
        """As much of what was kept under another declaration as is an answer here; else None."""
        try:
            return kept if self.read(kept) == kept and not self.empty(kept) else None
        except Problem:
            return None

    def asked(self, answer: Answer | None, speech: Speech) -> Asked:
        """The question in the words in which it is asked, with its answer."""
        return Asked(
            name=self.name,
            kind=self.kind,
            label=speech.worded(self.label),
            answer=answer,
            role=self.role or "",
            hint=speech.worded(self.hint) if self.hint and self.hint_asks else None,
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
