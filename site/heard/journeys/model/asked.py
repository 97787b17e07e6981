"""A question as it was asked, with its answer: what a family checks, and what is sealed.

The words stand in it twice, as the family saw them and in English, so that nothing that is declared
later can change what was asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict


class FileRecord(TypedDict):
    """What an answer holds of a file; its content lies elsewhere, sealed.

    `id` of its row, `name` as the phone called it, `type`, `size` in bytes, and the `key` to it.
    `less`: it had more than its look, as a link, which is not kept.
    """

    id: str
    name: str
    type: str
    size: int
    key: str
    less: bool


Answer = str | int | list[str] | list[FileRecord]


@dataclass(frozen=True)
class Wording:
    """Words as the family saw them, and in English."""

    shown: str
    english: str

    @property
    def both(self) -> bool:
        """Whether the family saw other words than the English ones."""
        return self.shown != self.english


@dataclass(frozen=True)
class Speech:
    """The language in which a form is asked, and what puts the program's words into it."""

    language: str
    say: Callable[[str], str]

    def worded(self, english: str, copy: int = 0) -> Wording:
        """The program's words in both languages; `copy` is the number of a page's copy."""
        shown = self.say(english)
        if copy:
            return Wording(shown % {"n": copy}, english % {"n": copy})
        return Wording(shown, english)


#: How a form is asked in English.
IN_ENGLISH = Speech("en", str)


@dataclass(frozen=True)
class Ask:
    """One thing that an answer asks for, of which staff say what became of it.

    `value` is the option that was chosen; empty where it was written in words. `discreet` says that
    its name alone tells too much to anybody who finds the receipt number.
    """

    value: str
    discreet: bool = False


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question in the words in which it was asked; `answer` is None where it was left out.

    `role` is a value of `Role`, or empty. `options` are the English words of everything that could
    be chosen, by value, and `chosen` the words of what was. `ends` say what the lowest and the
    highest number mean; of the options the first `faces` are drawn. `asks` is what the answer asks
    for.
    """

    name: str
    kind: str
    label: Wording
    answer: Answer | None = None
    role: str = ""
    hint: Wording | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    chosen: tuple[Wording, ...] = ()
    ends: tuple[Wording, ...] = ()
    faces: int = 0
    asks: tuple[Ask, ...] = ()

    @property
    def face(self) -> int | None:
        """The place of the face that was chosen, counted from 0; None where it was words alone."""
        drawn = list(self.options)[: self.faces]
        return drawn.index(self.answer) if self.answer in drawn else None


@dataclass(frozen=True)
class Telling:
    """How answers are told: in which of the two wordings, and how days and sentences are said."""

    word: Callable[[Wording], str]
    day: Callable[[date], str]
    say: Callable[..., str]
