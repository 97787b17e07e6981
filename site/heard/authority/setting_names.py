"""The names of all settings, so that one that is mistyped is said and not passed over."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

_HOURS = ("days", "from", "to")

#: The settings of `council.toml`, and of its tables.
SETTINGS = (
    *("id", "name", "area", "service_name", "address", "fictional", "colour", "exit_address"),
    *("languages", "show_unchecked", "files_without_walls"),
)
TABLES: Mapping[str, Collection[str]] = {
    "office_hours": ("weekly", "closed_on_holidays", "closed_dates"),
    "report_days": ("initial", "review"),
    "conference": (
        *("who_decides", "quorate", "letter_days", "record_days", "child_invitation_age"),
        *("advocate_parent", "advocate_child"),
    ),
    "complaint": ("first_days", "counted_from", "answer_days", "stages", "manager"),
    "retention": ("submissions_days", "files_years"),
    "security": ("email", "until"),
}
CONTACT = ("phone", "email", "hours", "need", "relay")
#: Contacts that a page asks for. A council may have others.
CONTACTS = (
    *("conference_team", "duty_team", "social_care", "complaints", "data_protection"),
    "interpreter_line",
)
#: What a contact can help with.
NEEDS = ("danger", "child", "parent", "violence", "talk", "complaint", "health", "home")

#: The council's words, and what is said where a setting is left out. Texts of its own may stand
#: beside them, for pages of its own.
TEXTS = (
    *("fictional_notice", "who_decides", "quorate", "child_invitation", "advocate_parent"),
    *("advocate_child", "complaint_route", "retention"),
)
NOT_SET = (
    *(*TEXTS[1:], "contact", "report_days_initial", "report_days_review", "letter_days"),
    *("record_days", "complaint_first_days", "complaint_answer_days", "complaint_stages"),
)
CONTACT_TEXTS = ("name", "for")


def unknown_settings(raw: Mapping[str, object]) -> Iterator[str]:
    """A sentence for each name in `council.toml` that no setting has, with the nearest one."""
    yield from _unknown(raw, (*SETTINGS, *TABLES, "contacts"), "")
    for table, names in TABLES.items():
        yield from _unknown(raw.get(table), names, f"{table}.")
    yield from _hours(raw.get("office_hours"), "weekly", "office_hours.weekly")
    contacts = raw.get("contacts")
    if not isinstance(contacts, Mapping):
        return
    missing = [each for each in CONTACTS if each not in contacts]
    for name, fields in contacts.items():
        if name not in CONTACTS and (near := _nearest(name, missing)):
            yield f"contacts.{name}: no page asks for it; do you mean contacts.{near}?"
        yield from _unknown(fields, CONTACT, f"contacts.{name}.")
        yield from _hours(fields, "hours", f"contacts.{name}.hours")


def unknown_texts(texts: Mapping[str, object], contacts: Collection[str]) -> Iterator[str]:
    """The same for the council's words, where a name is near a known one that is not there."""
    known = (*TEXTS, "contacts", "not_set")
    yield from _mistyped(texts, known, "")
    yield from _mistyped(texts.get("not_set"), NOT_SET, "not_set.")
    named = texts.get("contacts")
    if isinstance(named, Mapping):
        missing = [each for each in contacts if each not in named]
        for name, words in named.items():
            if name not in contacts and (near := _nearest(name, missing)):
                yield f"contacts.{name}: council.toml has no such contact; do you mean {near}?"
            yield from _unknown(words, CONTACT_TEXTS, f"contacts.{name}.")


def _hours(table: object, name: str, place: str) -> Iterator[str]:
    rows = table.get(name) if isinstance(table, Mapping) else None
    for row in rows if isinstance(rows, list) else ():
        yield from _unknown(row, _HOURS, f"{place}: ")


def _unknown(table: object, names: Collection[str], prefix: str) -> Iterator[str]:
    for name in table if isinstance(table, Mapping) else ():
        if name not in names:
            yield f"{prefix}{name} is no setting{_mean(name, names)}"


def _mistyped(table: object, names: Collection[str], prefix: str) -> Iterator[str]:
    if isinstance(table, Mapping):
        missing = [each for each in names if each not in table]
        for name in table:
            if name not in names and _nearest(name, missing):
                yield f"{prefix}{name} is no text that a page asks for{_mean(name, missing)}"


def _mean(name: str, names: Collection[str]) -> str:
    near = _nearest(name, names)
    return f"; do you mean {near}?" if near else ""


def _nearest(name: str, names: Collection[str]) -> str:
    return next(iter(get_close_matches(name, names, 1, 0.7)), "")
