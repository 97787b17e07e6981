"""The front matter of a page: TOML between two lines of `+++`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from typing import Any

from heard.library.sources.problems import ContentError, Problem

FENCE = "+++"
#: Where a guide for parents stands in the list of all guides; in this order.
GROUPS = ("start", "ready", "day", "decision", "trouble")
AUDIENCES = ("parent", "child-5-7", "child-8-11", "child-12-17", "supporter", "professional")
RISKS = ("legal", "ordinary")
#: The words that a translation brings along; all else it takes from the English page.
WORDS = ("title", "tab_title", "summary")


#: What TOML gives: each value is looked at before it is believed.
Fields = dict[str, Any]


@dataclass(frozen=True)
class Source:
    """What a page's facts rest on, with its edition, and its address where there is one."""

    title: str
    edition: str
    address: str = ""


@dataclass(frozen=True)
class Words:
    """The words of a page's front matter in a language. `tab_title` is neutral on purpose."""

    title: str
    tab_title: str
    summary: str


@dataclass(frozen=True)
class FrontMatter:
    """What is said about an English page. `checked` is the day on which a person compared it with
    its sources, or None for *never*; `group` is one of GROUPS, or empty for other readers."""

    words: Words
    audience: str
    order: int
    group: str
    risk: str
    checked: date | None
    sources: tuple[Source, ...]


def split_front_matter(text: str, file: str) -> tuple[Fields, str]:
    """The fields above and the Markdown below. Raises ContentError naming the file."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise _error(file, f"does not begin with a line {FENCE}")
    ends = [at for at, line in enumerate(lines) if at and line.rstrip() == FENCE]
    if not ends:
        raise _error(file, f"the front matter has no closing line {FENCE}")
    try:
        fields = tomllib.loads("\n".join(lines[1 : ends[0]]))
    except tomllib.TOMLDecodeError as error:
        raise _error(file, f"the front matter is not TOML: {error}") from error
    return fields, "\n".join(lines[ends[0] + 1 :])


def read_english(fields: Fields, file: str) -> FrontMatter:
    """The front matter of an English page. Raises ContentError naming every field at fault."""
    faults: list[str] = []
    allowed = (*WORDS, "audience", "order", "group", "risk", "checked", "sources")
    matter = FrontMatter(
        words=_words(fields, allowed, faults),
        audience=_choice(fields, "audience", AUDIENCES, faults),
        order=_order(fields, faults),
        group=_choice(fields, "group", GROUPS, faults) if "group" in fields else "",
        risk=_choice(fields, "risk", RISKS, faults),
        checked=read_checked(fields.get("checked"), faults),
        sources=read_sources(fields.get("sources"), faults),
    )
    if faults:
        raise ContentError([Problem(file, fault) for fault in faults])
    return matter


def read_translation(fields: Fields, file: str) -> Words:
    """The front matter of a translated page: its words only. Raises ContentError."""
    faults: list[str] = []
    words = _words(fields, WORDS, faults)
    if faults:
        raise ContentError([Problem(file, fault) for fault in faults])
    return words


def read_checked(value: object, faults: list[str]) -> date | None:
    """The day on which a person checked, None for "never". Puts what is wrong into `faults`."""
    if value == "never":
        return None
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError:
        faults.append('checked must be "never" or a date such as 2026-11-30')
        return None


def read_sources(value: object, faults: list[str]) -> tuple[Source, ...]:
    """The sources of a page or contact. Puts what is wrong into `faults`."""
    if not isinstance(value, list) or not value:
        faults.append("sources is missing: every page says what its facts rest on")
        return ()
    found = []
    for row in value:
        row = row if isinstance(row, dict) else {}
        title, edition = (str(row.get(name, "")).strip() for name in ("title", "edition"))
        if not title or not edition:
            faults.append("each of sources needs a title and an edition")
            continue
        found.append(Source(title, edition, str(row.get("address", ""))))
    return tuple(found)


def _words(fields: Fields, allowed: tuple[str, ...], faults: list[str]) -> Words:
    found = {}
    for name in WORDS:
        value = fields.get(name)
        if not isinstance(value, str) or not value.strip():
            faults.append(f"{name} is missing")
            value = ""
        elif "{{" in value:
            faults.append(f"{name} may hold no value in double braces")
        found[name] = value.strip()
    faults.extend(f"{name} is no field of this page" for name in fields if name not in allowed)
    return Words(**found)


def _choice(fields: Fields, name: str, choices: tuple[str, ...], faults: list[str]) -> str:
    value = fields.get(name)
    if value not in choices:
        faults.append(f"{name} must be one of {', '.join(choices)}")
        return ""
    return str(value)


def _order(fields: Fields, faults: list[str]) -> int:
    order = fields.get("order")
    if not isinstance(order, int) or isinstance(order, bool):
        faults.append("order must be a whole number")
        return 0
    return order


def _error(file: str, what: str) -> ContentError:
    return ContentError([Problem(file, what)])
