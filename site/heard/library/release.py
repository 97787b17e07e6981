"""What must be true before a council goes live."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from heard.authority.phones import made_up_phones
from heard.authority.security import LONGEST_DAYS
from heard.authority.setting_names import CONTACTS
from heard.authority.settings import Council
from heard.library.pages.collection import Library
from heard.library.pages.plain_text import plain_text
from heard.library.pages.values import TOKEN
from heard.library.translating.program_words import read_program_words
from heard.library.translating.sync import CHECKED, OUTDATED, UNCHECKED
from heard.library.translating.translations import Translated, dotted

#: After so many days a page must be compared with its sources again.
PAGE_DAYS = 365
#: After so many days a phone number must be called again: once a month, with a week to do it in.
CONTACT_DAYS = 38
#: Names that nobody can own (RFC 2606).
_NOBODYS = re.compile(r"\bexample\.(?:org|com|net)\b")
_LINK = re.compile(r"\]\(([^)\s]+)\)")


#: The place of a fault that stands in no file.
ENVIRONMENT = "environment"


class Whose(StrEnum):
    """Who can put something right, in the order in which it is best done."""

    COUNCIL = "The council's own settings and words"
    READERS = "Texts that a person compares with their sources"
    CALLERS = "Contacts that a person calls"
    TRANSLATORS = "Translations that a second person checks"
    MACHINES = "What is set where the program runs"


@dataclass(frozen=True, order=True)
class Fault:
    """Something that stands in the way of going live: where it is, and what it is."""

    where: str
    what: str

    @property
    def whose(self) -> Whose:
        """Who can put it right: that follows from the file."""
        council = self.where == "authority/council.toml" or self.what.endswith(_NOT_REAL)
        if self.where.startswith("authority/") and council:
            return Whose.COUNCIL
        if self.where == ENVIRONMENT:
            return Whose.MACHINES
        if self.where == "contacts.toml":
            return Whose.CALLERS
        return Whose.READERS if self.where.startswith("en/") else Whose.TRANSLATORS


_NOT_REAL = "is not real"


def release_faults(
    library: Library, council: Council, translations: Path, today: date
) -> list[Fault]:
    """Everything that must still be done before this council goes live, sorted by place.

    `translations` is where the catalogues of the program's own words lie.
    """
    found = {
        *_settings(council),
        *_security(council, today),
        *_pages(library, today),
        *_contacts(library, today),
        *_fictional(library, council),
    }
    for code in council.languages[1:]:
        for translated in library.translations(code).values():
            found.update(_translation(translated))
        found.update(_translation(read_program_words(translations, code)))
    return sorted(found)


def _settings(council: Council) -> Iterator[Fault]:
    where = "authority/council.toml"
    if council.fictional:
        yield Fault(where, "this council does not exist: fictional is true")
    empty = [name for name in ("area", "address", "colour") if not getattr(council, name)]
    tables: dict[str, Mapping[str, object]] = {
        "report_days": council.report_days,
        "conference": asdict(council.conference),
        "complaint": asdict(council.complaint),
        "retention": {"files_years": council.files_years},
    }
    for table, fields in tables.items():
        empty += [f"{table}.{name}" for name, value in fields.items() if value is None]
    for name in CONTACTS:
        if name not in council.contacts or not council.contacts[name].phone.strip():
            empty.append(f"contacts.{name}.phone")
    for name, contact in council.contacts.items():
        if not contact.hours.known:
            empty.append(f"contacts.{name}.hours")
    empty += [f"security.{name}" for name, value in asdict(council.security).items() if not value]
    for name in empty:
        yield Fault(where, f"{name} is empty")


def _security(council: Council, today: date) -> Iterator[Fault]:
    where, until = "authority/council.toml", council.security.until
    if until is None:
        return
    if until < today:
        yield Fault(where, f"security.until is past: {until.isoformat()}")
    elif (until - today).days > LONGEST_DAYS:
        yield Fault(where, f"security.until is more than {LONGEST_DAYS} days ahead")


def _pages(library: Library, today: date) -> Iterator[Fault]:
    for page in library.guides("en") + library.pages("en"):
        folder = "guides" if page.kind == "guide" else "pages"
        yield from _aged(f"en/{folder}/{page.slug}.md", page.checked, PAGE_DAYS, today, "")


def _contacts(library: Library, today: date) -> Iterator[Fault]:
    for contact in library.national:
        name = f"{contact.id}: "
        yield from _aged("contacts.toml", contact.checked, CONTACT_DAYS, today, name)


def _aged(where: str, checked: date | None, days: int, today: date, name: str) -> Iterator[Fault]:
    if checked is None:
        yield Fault(where, f"{name}never compared with its sources by a person")
    elif checked > today:
        yield Fault(where, f"{name}checked on a day that has not come: {checked.isoformat()}")
    elif (today - checked).days > days:
        yield Fault(where, f"{name}checked more than {days} days ago: {checked.isoformat()}")


def _fictional(library: Library, council: Council) -> Iterator[Fault]:
    for contact in council.contacts.values():
        for value in _made_up(f"{contact.phone} {contact.email}"):
            yield Fault("authority/council.toml", f"contacts.{contact.id}: {value} {_NOT_REAL}")
    for value in _made_up(council.security.email):
        yield Fault("authority/council.toml", f"security.email: {value} {_NOT_REAL}")
    for value in _made_up(council.address):
        yield Fault("authority/council.toml", f"address: {value} {_NOT_REAL}")
    for national in library.national:
        for value in _made_up(f"{national.phone} {national.text} {national.email}"):
            yield Fault("contacts.toml", f"{national.id}: {value} {_NOT_REAL}")
    for code in council.languages:
        for key, words in dotted(council.texts.get(code, {})).items():
            for value in _made_up(words):
                yield Fault(f"authority/texts/{code}.toml", f"{key}: {value} {_NOT_REAL}")
        for page in library.guides(code) + library.pages(code):
            own = set(_made_up(plain_text(page)))
            for value in own - _numbers_of(council):
                yield Fault(f"{code}/{page.kind}s/{page.slug}.md", f"{value} {_NOT_REAL}")


def _made_up(text: str) -> list[str]:
    """Numbers that are kept free for drama, and addresses that nobody can have."""
    return made_up_phones(text) + _NOBODYS.findall(text)


def _numbers_of(council: Council) -> set[str]:
    """The council's own fictional numbers, which are reported once, where they stand."""
    return {
        value for contact in council.contacts.values() for value in made_up_phones(contact.phone)
    }


def _translation(translated: Translated) -> Iterator[Fault]:
    counts = Counter(translated.standing.values())
    if not translated.exists:
        yield Fault(translated.file, "is not translated")
        return
    if counts[UNCHECKED]:
        yield Fault(translated.file, f"{counts[UNCHECKED]} blocks not checked by a second person")
    if counts[OUTDATED]:
        yield Fault(translated.file, f"{counts[OUTDATED]} blocks missing or out of date")
    for block in translated.sync.strangers:
        yield Fault(translated.file, f"{block.text[:40]!r} stands for no English block")
    for block in translated.english:
        if translated.standing[block.key] in (CHECKED, UNCHECKED):
            words = translated.words[block.key]
            if _fixed(block.text) != _fixed(words):
                what = "links or values differ from the English"
                yield Fault(translated.file, f"{block.key}: {what}")


def _fixed(text: str) -> Iterable[str]:
    """What a translation must keep as it is: link targets and values."""
    return Counter(_LINK.findall(text) + TOKEN.findall(text))
