"""Figures as they are shown, and as they are kept: only what may be shown is ever written down."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from heard.casework.figures.choices import Counted
from heard.casework.figures.small_numbers import Shown
from heard.journeys.model.choices import Option


@dataclass(frozen=True)
class Line:
    """One question. `shown` has a number for each of its options; None: the question is hidden."""

    question: Counted
    shown: Shown | None


@dataclass(frozen=True)
class Group:
    """People of one kind: how many sent the form, and what they chose."""

    who: Option
    people: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Results:
    """The groups that are shown, in the order of the form, and the kinds of people who are not.

    `some_unopened` says that something was sent that does not open, and is not counted;
    `counted_on` is the day on which it was. While something is `left` to count there is nothing
    else: half a count says more than a whole one. Nor is there where the figures are
    `out_of_reach`: whoever asks cannot open all of what is counted.
    """

    groups: tuple[Group, ...] = ()
    too_few: tuple[Option, ...] = ()
    some_unopened: bool = False
    counted_on: date | None = None
    counted: int = 0
    left: int = 0
    out_of_reach: bool = False


def kept(results: Results) -> dict[str, Any]:
    """Figures as they are written down."""
    return {
        "groups": [
            [_who(group.who), group.people, [_line(line) for line in group.lines]]
            for group in results.groups
        ],
        "too_few": [_who(each) for each in results.too_few],
        "some_unopened": results.some_unopened,
        "counted_on": results.counted_on.isoformat() if results.counted_on else None,
    }


def read_kept(content: dict[str, Any]) -> Results:
    """What `kept` has written down."""
    day = content["counted_on"]
    return Results(
        groups=tuple(
            Group(Option(*who), people, tuple(map(_read_line, lines)))
            for who, people, lines in content["groups"]
        ),
        too_few=tuple(Option(*each) for each in content["too_few"]),
        some_unopened=content["some_unopened"],
        counted_on=date.fromisoformat(day) if day else None,
    )


def _who(option: Option) -> list[str]:
    return [option.value, option.label]


def _line(line: Line) -> list[Any]:
    asked = line.question
    return [asked.name, asked.label, asked.options, asked.many, line.shown]


def _read_line(written: list[Any]) -> Line:
    name, label, options, many, shown = written
    question = Counted(name, label, tuple((value, words) for value, words in options), many)
    return Line(question, None if shown is None else tuple(shown))
