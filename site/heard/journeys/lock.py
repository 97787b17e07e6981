"""A digest for each form and version, kept in a file: no form changes without a new version.

A record says which declaration it was made from. With the file of digests that can be told for
good, and a test holds that what is declared under a version stays what it was.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

from heard.journeys.model.journey import PAPER, Journey
from heard.journeys.model.question import Question

LOCK = Path(__file__).with_name("lock.json")

#: Digests by version, by the name of the form.
Digests = dict[str, dict[str, str]]


class ChangedWithoutVersion(ValueError):
    """Forms that are declared in another way than when their version was locked."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(
            f"Changed since this version was locked: {', '.join(self.names)}. "
            "Raise the version where the form is declared."
        )


def digest(journey: Journey) -> str:
    """The first 16 hex digits of the SHA-256 of all that the form declares."""
    declared = [_plain(journey), _plain(PAPER), _plain(journey.said)]
    text = json.dumps(declared, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def read_lock(path: Path = LOCK) -> Digests:
    """The digests that were written down."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def changed(journeys: Iterable[Journey], locked: Mapping[str, Mapping[str, str]]) -> list[str]:
    """The names of forms whose version was locked with another declaration."""
    return [
        each.name
        for each in journeys
        if locked.get(each.name, {}).get(str(each.version), digest(each)) != digest(each)
    ]


def lock(journeys: tuple[Journey, ...], path: Path = LOCK) -> list[str]:
    """Write down what is not locked yet; the forms and versions that were new.

    Nothing that stands there is changed. Raises ChangedWithoutVersion, and writes nothing then.
    """
    locked = read_lock(path)
    if names := changed(journeys, locked):
        raise ChangedWithoutVersion(names)
    new = [each for each in journeys if str(each.version) not in locked.get(each.name, {})]
    for each in new:
        locked.setdefault(each.name, {})[str(each.version)] = digest(each)
    if new:
        text = json.dumps(locked, indent=2, sort_keys=True) + "\n"
        beside = path.with_suffix(".new")
        beside.write_text(text, "utf-8")
        beside.replace(path)
    return [f"{each.name} {each.version}" for each in new]


def _plain(value: object) -> object:
    """A declaration as JSON can hold it, each part with the kind of thing that it is."""
    if is_dataclass(value) and not isinstance(value, type):
        kind = value.kind if isinstance(value, Question) else type(value).__name__
        named = {
            each.name: _plain(getattr(value, each.name))
            for each in fields(value)
            if not each.metadata.get("while_filling_in")
        }
        return {"": kind, **named}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | None) else str(value)
