"""The kinds of question a form can ask, and what counts as an answer to each.

A question checks what was typed and gives back the value that is kept: text, a number, a list, or
a date as `YYYY-MM-DD`. What it refuses it refuses with a sentence the reader can act on. Text is
kept as it was typed in any script; only control signs that no keyboard writes are left out.

A kind of question is one class here: what fits, what is empty, what is sealed of it, and how its
answer is said. How it is drawn on a page, on paper and at the desk stands in `web/forms/kinds.py`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import ClassVar

from heard.journeys.model.asked import Answer, Ask, Asked, FileRecord, Speech, Telling
from heard.journeys.model.choices import AnyOf, Faces, OneOf
from heard.journeys.model.dates import DateOf
from heard.journeys.model.question import WHILE_FILLING_IN, Doubt, Problem, Question
from heard.journeys.model.reaching import NOT_ONE, Detail, Takes
from heard.languages.marks import N_
from heard.languages.numerals import western_digits
from heard.languages.telephone import plain_number, with_plain_numbers

#: Text that travels as one answer: about six pages, more than anybody can say at a meeting.
LONGEST = 10_000


def _clean(typed: object) -> str:
    text = typed if isinstance(typed, str) else ""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")
    )
    return "".join(kept).strip()


@dataclass(frozen=True, kw_only=True)
class ShortText(Question):
    """One line: a name, a number to call."""

    kind: ClassVar[str] = "text"
    own_words: ClassVar[bool] = True
    limit: int = 200

    def read(self, typed: object) -> str:
        text = " ".join(_clean(typed).split())
        if len(text) > self.limit:
            raise Problem(N_("Use %(limit)s letters or fewer."), limit=self.limit)
        return text


@dataclass(frozen=True, kw_only=True)
class LongText(Question):
    """A person's own words, kept line by line as they typed them."""

    kind: ClassVar[str] = "words"
    own_words: ClassVar[bool] = True
    hint_asks: ClassVar[bool] = True
    limit: int = LONGEST

    def read(self, typed: object) -> str:
        text = _clean(typed)
        if len(text) > self.limit:
            raise Problem(
                N_(
                    "This is too long for one box by %(over)s letters. "
                    "Shorten it, or bring the rest to the meeting."
                ),
                over=len(text) - self.limit,
            )
        return text


@dataclass(frozen=True, kw_only=True)
class RequestInWords(LongText):
    """Words by which something is asked for; see `choices.Request`."""

    discreet: bool = False

    @property
    def may_ask(self) -> bool:
        return True

    def asks(self, answer: Answer | None) -> tuple[Ask, ...]:
        return () if self.empty(answer) else (Ask("", self.discreet),)


@dataclass(frozen=True, kw_only=True)
class Reach(ShortText):
    """How to reach somebody: a number to call, or an address of any sort.

    A number may be typed in the digits of any script, with hidden marks and dashes of any sort, and
    with words beside it: staff have to dial it. All else is kept exactly. What cannot be what
    belongs to the way that was chosen (`takes`), or else `detail`, is asked about once.
    """

    kind: ClassVar[str] = "reach"
    detail: Detail = field(default=Detail.ANY, metadata=WHILE_FILLING_IN)
    takes: Takes | None = field(default=None, metadata=WHILE_FILLING_IN)

    def read(self, typed: object) -> str:
        text = with_plain_numbers(super().read(typed))
        plain = plain_number(text)
        # One of a few digits ("١١١") is none to look for among words.
        short = all(sign.isdecimal() or sign in " -()./" for sign in plain.removeprefix("+"))
        return " ".join(plain.split()) if short else text

    def doubt(
        self, answer: Answer | None, beside: Mapping[str, Answer], today: date
    ) -> Doubt | None:
        if not isinstance(answer, str):
            return super().doubt(answer, beside, today)
        detail = (self.takes and self.takes.detail(beside)) or self.detail
        return None if detail.fits(answer) else Doubt(NOT_ONE[detail])


@dataclass(frozen=True, kw_only=True)
class Scale(Question):
    """A number from 0 to 10 that stands for itself; both ends always say what they mean."""

    kind: ClassVar[str] = "scale"
    left_out: ClassVar[str] = N_("I do not want to give a number")
    low: str
    high: str

    def read(self, typed: object) -> int | None:
        text = western_digits(_clean(typed)) if isinstance(typed, str) else ""
        if not text:
            return None
        if not re.fullmatch(r"\d{1,2}", text) or int(text) > 10:
            raise Problem(N_("Choose a number from 0 to 10."))
        return int(text)

    def fitting(self, kept: Answer) -> Answer | None:
        return kept if type(kept) is int and 0 <= kept <= 10 else None

    def asked(self, answer: Answer | None, speech: Speech) -> Asked:
        ends = (speech.worded(self.low), speech.worded(self.high))
        return replace(super().asked(answer, speech), ends=ends)

    @classmethod
    def sound(cls, answer: Answer) -> bool:
        return type(answer) is int

    @classmethod
    def _in_words(cls, asked: Asked, answer: Answer, telling: Telling) -> str:
        low, high = map(telling.word, asked.ends) if len(asked.ends) == 2 else ("", "")
        return telling.say(
            N_("%(number)s (0 is %(low)s, 10 is %(high)s)"), number=answer, low=low, high=high
        )


@dataclass(frozen=True, kw_only=True)
class Files(Question):
    """Pictures and papers that are added. There is at most one such question on a page.

    The files themselves are taken elsewhere; the answer is a list of what is known of each: `id`,
    `name`, `type`, `size` in bytes, and `key`, which opens it. With `drawn` a picture can be drawn
    in the page, and only pictures are asked for.
    """

    kind: ClassVar[str] = "files"
    typed: ClassVar[bool] = False
    drawn: bool = False

    def read(self, typed: object) -> list[FileRecord]:
        return typed if isinstance(typed, list) else []

    @classmethod
    def sound(cls, answer: Answer) -> bool:
        return (
            isinstance(answer, list)
            and bool(answer)
            and all(isinstance(each, dict) and "name" in each for each in answer)
        )

    def fitting(self, kept: Answer) -> Answer | None:
        return kept if self.sound(kept) else None

    @classmethod
    def _in_words(cls, asked: Asked, answer: Answer, telling: Telling) -> list[str]:
        files = answer if isinstance(answer, list) else []
        return [str(each["name"]) for each in files if isinstance(each, dict)]


#: Every kind of question, by its name.
KINDS: Mapping[str, type[Question]] = {
    each.kind: each
    for each in (ShortText, LongText, Reach, OneOf, Faces, AnyOf, Scale, DateOf, Files)
}
