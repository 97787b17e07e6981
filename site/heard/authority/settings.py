"""The council's settings: one folder, read once, refused by name where something is missing.

A council changes `council.toml` and `texts/<language>.toml` and no code. A required field that is
empty stops the start with the field's name; any other may be left out and is then told to families
in the words of `[not_set]`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from heard.authority.colour import LEAST_CONTRAST, contrast
from heard.authority.hours import WeeklyHours, read_hours
from heard.authority.phones import is_phone
from heard.authority.security import SecurityContact, read_security_contact
from heard.authority.setting_names import NEEDS, unknown_settings, unknown_texts
from heard.languages.locales import UnknownLanguage, language

WHO_DECIDES = ("chair_after_views", "majority_then_chair", "professionals")
ADVOCATES = ("offered", "sometimes", "none")
COUNTED_FROM = ("conference", "letter", "record")

#: Contacts without which no form may open: who reads, and who answers when nobody reads.
REQUIRED_CONTACTS = ("conference_team", "duty_team")

#: What TOML gives: each value is looked at before it is believed.
Raw = dict[str, Any]

_TABLES = (
    "office_hours",
    "report_days",
    "conference",
    "complaint",
    "retention",
    "security",
    "contacts",
)


class SettingsError(ValueError):
    """Settings that cannot be used. Its text names every field at fault, one a line."""


@dataclass(frozen=True)
class CouncilContact:
    """A contact of the council's own. Its name and purpose are texts in each language."""

    id: str
    phone: str
    email: str
    hours: WeeklyHours
    need: tuple[str, ...]
    relay: bool
    out_of_office: bool = False


@dataclass(frozen=True)
class ConferenceRules:
    """How the council holds its conferences. None for what it has not decided.

    `letter_days` and `record_days` are working days after the conference; `child_invitation_age`
    is in years; `quorate` counts agencies. The others are one of WHO_DECIDES and of ADVOCATES.
    """

    quorate: int | None = None
    letter_days: int | None = None
    record_days: int | None = None
    child_invitation_age: int | None = None
    who_decides: str | None = None
    advocate_parent: str | None = None
    advocate_child: str | None = None


@dataclass(frozen=True)
class ComplaintRules:
    """The council's own steps after a conference. None for what it has not decided.

    A complaint is begun within `first_days`, all days counted, from what `counted_from` names (one
    of COUNTED_FROM); each of the `stages` is answered within `answer_days` working days. `manager`
    says that complaints about a chair go to somebody who is no chair and not in the team.
    """

    first_days: int | None = None
    answer_days: int | None = None
    stages: int | None = None
    counted_from: str | None = None
    manager: bool = False


@dataclass(frozen=True)
class Council:
    """What one council has set. `None` means that it has not decided, and families are told so."""

    id: str
    name: str
    service_name: str
    languages: tuple[str, ...]
    office_hours: WeeklyHours
    contacts: Mapping[str, CouncilContact]
    texts: Mapping[str, Raw]
    area: str = ""
    address: str = ""
    fictional: bool = False
    colour: str = ""
    exit_address: str = "https://www.bbc.co.uk/weather"
    show_unchecked: bool = False
    files_without_walls: bool = False
    report_days: Mapping[str, int | None] = field(default_factory=dict)
    conference: ConferenceRules = ConferenceRules()
    complaint: ComplaintRules = ComplaintRules()
    submissions_days: int = 365
    files_years: int | None = None
    security: SecurityContact = field(default_factory=SecurityContact)

    def text(self, key: str, code: str) -> str | None:
        """The council's own words for `key` in a language; else what to say when it is not set.

        None where the language has neither, so that the caller can fall back to English and mark
        it as English.
        """
        words = self.texts.get(code, {})
        return words.get(key) or words.get("not_set", {}).get(key) or None


def load_council(folder: Path) -> Council:
    """The council whose settings lie in `folder`. Raises SettingsError naming every fault."""
    council, faults = read_council(folder)
    if council is None or faults:
        raise SettingsError("\n".join(faults))
    return council


def read_council(folder: Path) -> tuple[Council | None, list[str]]:
    """The settings in `folder` as far as they can be read, and every fault in them.

    With faults the council is good for looking for more, and for nothing else.
    """
    faults: list[str] = []
    raw = _read(folder / "council.toml", "council.toml", faults)
    if raw is None:
        return None, faults
    _tables(raw, faults)
    faults += (f"council.toml: {each}" for each in unknown_settings(raw))
    codes = _languages(raw, faults)
    texts = {code: _texts(folder, code, raw["contacts"], faults) for code in codes}
    office = _hours(raw.get("office_hours"), faults)
    council = Council(
        id=_required(raw, "id", faults),
        name=_required(raw, "name", faults),
        service_name=_required(raw, "service_name", faults),
        languages=codes,
        office_hours=office,
        contacts=_contacts(raw.get("contacts", {}), office, faults),
        texts=texts,
        area=_text(raw, "area", "area", faults),
        address=_address(raw, faults),
        fictional=_flag(raw, "fictional", "fictional", faults),
        colour=_colour(raw.get("colour", ""), faults),
        exit_address=_exit_address(raw, faults),
        show_unchecked=_flag(raw, "show_unchecked", "show_unchecked", faults),
        files_without_walls=_flag(raw, "files_without_walls", "files_without_walls", faults),
        report_days={
            name: _number(raw, "report_days", name, faults) for name in ("initial", "review")
        },
        conference=_conference(raw, faults),
        complaint=_complaint(raw, faults),
        submissions_days=_submissions_days(raw, faults),
        files_years=_number(raw, "retention", "files_years", faults),
        security=read_security_contact(raw["security"], faults),
    )
    for contact in council.contacts:
        if codes and not _contact_name(texts.get(codes[0], {}), contact):
            faults.append(f"texts/{codes[0]}.toml: contact {contact} has no name")
    return council, faults


def _read(path: Path, file: str, faults: list[str]) -> Raw | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.append(f"{file}: is missing in {path.parent}")
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(f"{file}: cannot be read: {error}")
    return None


def _texts(folder: Path, code: str, contacts: Raw, faults: list[str]) -> Raw:
    """The council's own words in a language; a language that has none yet shows the English."""
    file = f"texts/{code}.toml"
    if code != "en" and not (folder / file).exists():
        return {}
    texts = _read(folder / file, file, faults) or {}
    for table in ("not_set", "contacts"):
        if not isinstance(texts.get(table, {}), dict):
            faults.append(f"{file}: {table} is no table")
            del texts[table]
    faults += (f"{file}: {each}" for each in unknown_texts(texts, contacts))
    return texts


def _tables(raw: Raw, faults: list[str]) -> None:
    """Name every value that stands where a table belongs, and read the table as left out."""
    for name in _TABLES:
        if not isinstance(raw.setdefault(name, {}), dict):
            faults.append(f"council.toml: {name} is no table")
            raw[name] = {}


def _required(raw: Raw, name: str, faults: list[str]) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value.strip():
        faults.append(f"council.toml: {name} is empty")
        return ""
    return value.strip()


def _text(fields: Raw, name: str, place: str, faults: list[str]) -> str:
    value = fields.get(name, "")
    if not isinstance(value, str):
        faults.append(f"council.toml: {place} must be text, in quotes")
        return ""
    return value.strip()


def _flag(
    fields: Raw, name: str, place: str, faults: list[str], *, otherwise: bool = False
) -> bool:
    value = fields.get(name, otherwise)
    if not isinstance(value, bool):
        faults.append(f"council.toml: {place} must be true or false, without quotes")
        return otherwise
    return value


def _languages(raw: Raw, faults: list[str]) -> tuple[str, ...]:
    codes = raw.get("languages")
    if not isinstance(codes, list) or not codes:
        faults.append("council.toml: languages is empty")
        return ()
    if codes[0] != "en":
        faults.append("council.toml: languages must begin with en, the language of the sources")
    for at, code in enumerate(codes):
        if not _known(code):
            faults.append(f"council.toml: languages names {code!r}, which is no known language")
        elif code in codes[:at]:
            faults.append(f"council.toml: languages names {code!r} twice")
    return tuple(filter(_known, codes))


def _known(code: object) -> bool:
    try:
        return isinstance(code, str) and bool(language(code))
    except UnknownLanguage:
        return False


def _hours(value: object, faults: list[str]) -> WeeklyHours:
    if not isinstance(value, dict) or not value.get("weekly"):
        faults.append("council.toml: office_hours is empty")
        return WeeklyHours()
    try:
        place = "office_hours.closed_on_holidays"
        closed_too = _flag(value, "closed_on_holidays", place, faults, otherwise=True)
        hours = read_hours(value["weekly"], closed_too)
        closed = frozenset(date.fromisoformat(day) for day in value.get("closed_dates", []))
    except (TypeError, ValueError) as error:
        faults.append(f"council.toml: office_hours: {error}")
        return WeeklyHours()
    if not hours.known:
        faults.append("council.toml: office_hours is empty")
    return hours.without(closed)


def _contacts(raw: Raw, office: WeeklyHours, faults: list[str]) -> dict[str, CouncilContact]:
    found = {}
    for name, fields in raw.items():
        if not isinstance(fields, dict):
            faults.append(f"council.toml: contacts.{name} is no table")
            continue
        hours, out_of_office = fields.get("hours", "unknown"), False
        try:
            if hours == "office":
                weekly = office
            elif hours == "out_of_office":
                weekly, out_of_office = office.outside(), True
            else:
                weekly = read_hours(hours)
        except ValueError as error:
            faults.append(f"council.toml: contacts.{name}: {error}")
            continue
        found[name] = CouncilContact(
            id=name,
            phone=_phone(fields, name, faults),
            email=_email(fields, name, faults),
            hours=weekly,
            need=_needs(fields, name, faults),
            relay=_flag(fields, "relay", f"contacts.{name}.relay", faults),
            out_of_office=out_of_office,
        )
    for name in REQUIRED_CONTACTS:
        if name not in found or not (found[name].phone or _has_phone(raw[name])):
            faults.append(f"council.toml: contacts.{name}.phone is empty")
    return found


def _has_phone(fields: Raw) -> bool:
    """Whether something stands there, be it no number."""
    return bool(str(fields.get("phone", "")).strip())


def _phone(fields: Raw, name: str, faults: list[str]) -> str:
    phone = _text(fields, "phone", f"contacts.{name}.phone", faults)
    if phone and not is_phone(phone):
        faults.append(
            f"council.toml: contacts.{name}.phone: {phone!r} is no number that a phone can call"
        )
        return ""
    return phone


def _email(fields: Raw, name: str, faults: list[str]) -> str:
    email = _text(fields, "email", f"contacts.{name}.email", faults)
    if email and not re.fullmatch(r"[^\s@,;]+@[\w-]+(\.[\w-]+)+", email):
        faults.append(f"council.toml: contacts.{name}.email: {email!r} is no address of mail")
    return email


def _needs(fields: Raw, name: str, faults: list[str]) -> tuple[str, ...]:
    needs = fields.get("need", [])
    if not isinstance(needs, list) or any(each not in NEEDS for each in needs):
        faults.append(f"council.toml: contacts.{name}.need must be some of {', '.join(NEEDS)}")
        return ()
    return tuple(needs)


def _contact_name(texts: Raw, contact: str) -> bool:
    return bool(texts.get("contacts", {}).get(contact, {}).get("name"))


def _colour(value: object, faults: list[str]) -> str:
    if not value:
        return ""
    try:
        ratio = contrast(str(value), "#ffffff")
    except ValueError as error:
        faults.append(f"council.toml: colour: {error}")
        return ""
    if ratio < LEAST_CONTRAST:
        faults.append(
            f"council.toml: colour {value} has a contrast of {ratio:.1f}:1 with white; "
            f"{LEAST_CONTRAST:.0f}:1 is needed"
        )
    return str(value)


def _address(raw: Raw, faults: list[str]) -> str:
    address = raw.get("address", "")
    if address == "" or re.fullmatch(r"https://[\w.-]+(:\d+)?", str(address)):
        return str(address)
    faults.append("council.toml: address must be as https://heard.example.org, with no more behind")
    return ""


def _exit_address(raw: Raw, faults: list[str]) -> str:
    address = raw.get("exit_address", Council.exit_address)
    if not isinstance(address, str) or not address.startswith("https://"):
        faults.append("council.toml: exit_address must be an address that begins with https://")
        return Council.exit_address
    return address


def _number(raw: Raw, table: str, name: str, faults: list[str]) -> int | None:
    value = raw.get(table, {}).get(name)
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        faults.append(f"council.toml: {table}.{name} must be a whole number")
        return None
    return value


def _choice(
    raw: Raw, table: str, name: str, choices: tuple[str, ...], faults: list[str]
) -> str | None:
    value = raw.get(table, {}).get(name)
    if value is None:
        return None
    if value not in choices:
        faults.append(f"council.toml: {table}.{name} must be one of {', '.join(choices)}")
        return None
    return str(value)


def _conference(raw: Raw, faults: list[str]) -> ConferenceRules:
    number, choice = partial(_number, raw, "conference"), partial(_choice, raw, "conference")
    return ConferenceRules(
        quorate=number("quorate", faults),
        letter_days=number("letter_days", faults),
        record_days=number("record_days", faults),
        child_invitation_age=number("child_invitation_age", faults),
        who_decides=choice("who_decides", WHO_DECIDES, faults),
        advocate_parent=choice("advocate_parent", ADVOCATES, faults),
        advocate_child=choice("advocate_child", ADVOCATES, faults),
    )


def _complaint(raw: Raw, faults: list[str]) -> ComplaintRules:
    number, choice = partial(_number, raw, "complaint"), partial(_choice, raw, "complaint")
    return ComplaintRules(
        first_days=number("first_days", faults),
        answer_days=number("answer_days", faults),
        stages=number("stages", faults),
        counted_from=choice("counted_from", COUNTED_FROM, faults),
        manager=_flag(raw.get("complaint", {}), "manager", "complaint.manager", faults),
    )


def _submissions_days(raw: Raw, faults: list[str]) -> int:
    days = _number(raw, "retention", "submissions_days", faults)
    if not days:
        faults.append("council.toml: retention.submissions_days is empty")
        return Council.submissions_days
    return days
