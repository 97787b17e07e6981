"""What of one person's answers counts: who they are, and what they chose of what they were asked.

It is set down once for each submission, in the words in which the questions were asked.
"""

from dataclasses import dataclass
from typing import Any

from heard.casework.reading.opened import OpenedPart
from heard.journeys.model.asked import Asked
from heard.journeys.model.choices import AnyOf
from heard.journeys.model.roles import Role

#: Who somebody is who did not say it.
UNSAID_KIND = ""


@dataclass(frozen=True)
class Counted:
    """A question with a choice, in the English words in which it was asked.

    `options` are all that could be chosen, each with its words; with `many` more than one could be.
    """

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    many: bool


@dataclass(frozen=True)
class Choices:
    """One person's. `kind` is what they said they are, None where the form cannot have been sent
    like this."""

    kind: str | None
    chosen: tuple[tuple[Counted, frozenset[str]], ...] = ()


def choices_in(part: OpenedPart | None) -> Choices:
    """What counts of an opened part; None is one that does not open."""
    if part is None:
        return Choices(None)
    rows = part.rows().values()
    asked = (row for row in rows if row.options and row.role != Role.KIND_OF_PERSON)
    return Choices(_kind(part), tuple((as_asked(row), _values(row)) for row in asked))


def as_asked(row: Asked) -> Counted:
    """A question as it was asked."""
    many = row.kind == AnyOf.kind
    return Counted(row.name, row.label.english, tuple(row.options.items()), many)


def written(choices: Choices) -> dict[str, Any]:
    """Choices as they are set down."""
    return {
        "kind": choices.kind,
        "chosen": [
            [asked.name, asked.label, asked.options, asked.many, sorted(values)]
            for asked, values in choices.chosen
        ],
    }


def read_choices(content: dict[str, Any]) -> Choices:
    """What `written` has set down."""
    return Choices(
        content["kind"],
        tuple(
            (
                Counted(name, label, tuple((value, words) for value, words in options), many),
                frozenset(values),
            )
            for name, label, options, many, values in content["chosen"]
        ),
    )


def _kind(part: OpenedPart) -> str | None:
    said = (row for row in part.rows().values() if row.role == Role.KIND_OF_PERSON)
    row = next(said, None)
    if row is None or row.answer is None:
        return UNSAID_KIND
    return row.answer if isinstance(row.answer, str) and row.answer in row.options else None


def _values(row: Asked) -> frozenset[str]:
    """What was chosen, each once. Anybody can seal anything: what was no option is no answer."""
    chosen = row.answer if isinstance(row.answer, list) else [row.answer]
    return frozenset(each for each in chosen if isinstance(each, str) and each in row.options)
