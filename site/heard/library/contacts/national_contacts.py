"""National services that can help: `contacts.toml`, and their words in each language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from heard.authority.hours import WeeklyHours, read_hours
from heard.authority.phones import is_phone
from heard.library.sources.front_matter import Fields, read_checked
from heard.library.sources.problems import ContentError, Problem
from heard.library.sources.segments import Block, word_blocks
from heard.library.sources.text_files import read_text

#: How sure a fact is. V: read on an official page; S: in somebody else's list; U: not known.
MARKS = ("V", "S", "U")


@dataclass(frozen=True)
class NationalContact:
    """A service that anyone in England can turn to. `checked` None means *never*."""

    id: str
    name: str
    phone: str
    hours: WeeklyHours
    need: tuple[str, ...]
    text: str
    email: str
    site: str
    relay: bool
    number_mark: str
    hours_mark: str
    sources: tuple[str, ...]
    checked: date | None


def read_national_contacts(path: Path, file: str) -> tuple[NationalContact, ...]:
    """All of `contacts.toml`. Raises ContentError naming every contact and field at fault."""
    faults: list[str] = []
    contacts = [_contact(name, fields, faults) for name, fields in _read(path, file).items()]
    if faults:
        raise ContentError([Problem(file, fault) for fault in faults])
    return tuple(contacts)


def read_contact_words(path: Path, file: str) -> dict[str, dict[str, str]]:
    """`contacts.toml` of a language: id -> `for`, `note` and, where the name is one that every
    language has of its own ("the police"), `name`. Raises ContentError."""
    words = _read(path, file)
    faults = []
    for name, fields in words.items():
        if not isinstance(fields, dict) or not str(fields.get("for", "")).strip():
            faults.append(f"{name}.for is missing")
        elif unknown := sorted(set(fields) - {"for", "name", "note"}):
            faults.append(f"{name}.{unknown[0]} is no known field")
    if faults:
        raise ContentError([Problem(file, fault) for fault in faults])
    return words


def contact_blocks(words: Mapping[str, Mapping[str, str]]) -> tuple[Block, ...]:
    """The words of the contacts as blocks for their translators."""
    return word_blocks(
        (f"{name}/{field}", text)
        for name, fields in words.items()
        for field, text in fields.items()
    )


def _read(path: Path, file: str) -> Fields:
    try:
        return tomllib.loads(read_text(path, file))
    except tomllib.TOMLDecodeError as error:
        raise ContentError([Problem(file, f"is not TOML: {error}")]) from error


def _is_number(kind: str, number: str) -> bool:
    # Messages also go to short codes.
    return is_phone(number) or (kind == "text" and number.isdigit() and len(number) == 5)


def _contact(name: str, fields: Fields, faults: list[str]) -> NationalContact:
    own: list[str] = []
    hours = WeeklyHours()
    try:
        hours = read_hours(fields.get("hours"), fields.get("closed_on_holidays") is not False)
    except ValueError as error:
        own.append(str(error))
    for mark in ("number_mark", "hours_mark"):
        if fields.get(mark) not in MARKS:
            own.append(f"{mark} must be one of {', '.join(MARKS)}")
    for needed in ("name", "sources", "need"):
        if not fields.get(needed):
            own.append(f"{needed} is missing")
    for number in ("phone", "text"):
        if fields.get(number) and not _is_number(number, str(fields[number])):
            own.append(f"{number}: {fields[number]!r} is no number that a phone can reach")
    contact = NationalContact(
        id=name,
        name=str(fields.get("name", "")),
        phone=str(fields.get("phone", "")),
        hours=hours,
        need=tuple(fields.get("need", ())),
        text=str(fields.get("text", "")),
        email=str(fields.get("email", "")),
        site=str(fields.get("site", "")),
        relay=fields.get("relay") is True,
        number_mark=str(fields.get("number_mark", "")),
        hours_mark=str(fields.get("hours_mark", "")),
        sources=tuple(map(str, fields.get("sources", ()))),
        checked=read_checked(fields.get("checked"), own),
    )
    faults.extend(f"{name}: {fault}" for fault in own)
    return contact
