"""Questions whose answers are chosen out of a list."""

from dataclasses import dataclass, replace
from typing import ClassVar

from heard.journeys.model.asked import Answer, Ask, Asked, Speech, Telling, Wording
from heard.journeys.model.question import Problem, Question
from heard.languages.marks import N_


@dataclass(frozen=True)
class Option:
    """One of several answers to choose from. `refused` says kindly why it cannot be taken."""

    value: str
    label: str
    hint: str = ""
    refused: str = ""


@dataclass(frozen=True)
class Request(Option):
    """An answer by which something is asked for: staff say what became of it, thing by thing.

    `discreet` where its name alone tells too much to anybody who finds the receipt number.
    """

    discreet: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice(Question):
    """Answers to choose from."""

    options: tuple[Option, ...]

    @property
    def may_ask(self) -> bool:
        return any(isinstance(option, Request) for option in self.options)

    def asks(self, answer: Answer | None) -> tuple[Ask, ...]:
        chosen = _values(answer)
        return tuple(
            Ask(option.value, option.discreet)
            for option in self.options
            if isinstance(option, Request) and option.value in chosen
        )

    def asked(self, answer: Answer | None, speech: Speech) -> Asked:
        options = {option.value: option.label for option in self.options}
        return replace(
            super().asked(answer, speech),
            options=options,
            chosen=tuple(
                speech.worded(options[each]) if each in options else Wording(each, each)
                for each in _values(answer)
            ),
        )


def _values(answer: Answer | None) -> list[str]:
    """What was chosen."""
    values = answer if isinstance(answer, list) else [] if answer is None else [answer]
    return [str(each) for each in values]


@dataclass(frozen=True, kw_only=True)
class OneOf(Choice):
    """One answer out of a few. With `tap` each answer is a button that goes on at once."""

    kind: ClassVar[str] = "one"
    tap: bool = False

    def read(self, typed: object) -> str | None:
        if not typed:
            return None
        option = next((each for each in self.options if each.value == typed), None)
        if option is None:
            raise Problem(N_("Choose one from the list."))
        if option.refused:
            raise Problem(option.refused)
        return option.value

    @classmethod
    def _in_words(cls, asked: Asked, answer: Answer, telling: Telling) -> str:
        return telling.word(asked.chosen[0]) if asked.chosen else str(answer)


@dataclass(frozen=True, kw_only=True)
class Faces(OneOf):
    """A face to point at, from sad to happy; each has its word.

    The first `faces` options are drawn, three or four of them; what comes after ("not sure") is
    words alone. It is a feeling and no number: nothing is worked out from it.
    """

    kind: ClassVar[str] = "faces"
    faces: int

    def asked(self, answer: Answer | None, speech: Speech) -> Asked:
        return replace(super().asked(answer, speech), faces=self.faces)


@dataclass(frozen=True, kw_only=True)
class AnyOf(Choice):
    """As many answers as fit."""

    kind: ClassVar[str] = "any"

    def read(self, typed: object) -> list[str]:
        chosen = typed if isinstance(typed, list) else []
        known = [option.value for option in self.options]
        if any(value not in known for value in chosen):
            raise Problem(N_("Choose from the list."))
        return [value for value in known if value in chosen]

    def fitting(self, kept: Answer) -> Answer | None:
        chosen = kept if isinstance(kept, list) else []
        return [option.value for option in self.options if option.value in chosen] or None

    @classmethod
    def sound(cls, answer: Answer) -> bool:
        return isinstance(answer, list) and all(isinstance(each, str) for each in answer)

    @classmethod
    def _in_words(cls, asked: Asked, answer: Answer, telling: Telling) -> list[str]:
        values = answer if isinstance(answer, list) else [answer]
        return [telling.word(each) for each in asked.chosen] or [str(each) for each in values]
