"""How reading stands, in words: what waits for whom, who has read what, and what one can mark.

The desk speaks English.
"""

from collections import Counter
from collections.abc import Iterable

from flask_babel import gettext, ngettext

from heard.casework.reading.asking import can_open
from heard.casework.reading.holding import WITHDRAWN
from heard.casework.reading.opened import OpenedSubmission
from heard.casework.staff.sessions import SignedIn
from heard.records.readings import Reading
from heard.records.waiting import Piece, Waiting
from heard.vault.parts import APART, PARTS, SHARED
from heard.web.page_language import long_date


def part_words(part: str) -> str:
    """What a part is called at the desk."""
    if part == APART:
        return gettext("What they sent")
    return gettext("The chairs’ part") if part == "chair" else gettext("The team’s part")


def reader_words(part: str) -> str:
    """Who opens what stands in a part."""
    if part == APART:
        return gettext("Who deals with complaints about chairs")
    return gettext("Only the chairs") if part == "chair" else gettext("The team and the chairs")


def what_waits(waiting: Iterable[Waiting]) -> list[str]:
    """What was not read yet, by whom it waits for; nothing where all was read."""
    waits = [each.piece for each in waiting]
    added = Counter(each.part for each in waits if each.addition)
    words = {
        "unit": gettext("The team’s part was not read yet"),
        "chair": gettext("The chairs’ part was not read yet"),
        APART: gettext("Not read yet"),
    }
    told = [words[part] for part in PARTS if Piece(part) in waits]
    if many := added["unit"] + added[APART]:
        told.append(
            ngettext("1 addition was not read yet", "%(num)d additions were not read yet", many)
        )
    if many := added["chair"]:
        told.append(
            ngettext(
                "1 addition for the chairs was not read yet",
                "%(num)d additions for the chairs were not read yet",
                many,
            )
        )
    return told


def urgent_for_a_chair(waiting: Iterable[Waiting], reader: SignedIn) -> bool:
    """Whether something urgent waits that this person cannot open: they have to ask a chair now."""
    for_chairs = any(each.urgent and each.piece.part == "chair" for each in waiting)
    return for_chairs and not can_open("chair", reader)


def who_read(readings: Iterable[Reading]) -> str:
    """Who has read one piece, and who has only opened it, with the days."""
    told = [
        gettext("read by %(name)s on %(day)s", name=each.full_name, day=long_date(each.done_on))
        if each.done_on
        else gettext(
            "opened by %(name)s on %(day)s", name=each.full_name, day=long_date(each.opened_on)
        )
        for each in readings
    ]
    return "; ".join(told) or gettext("nobody has opened it yet")


def facts(opened: OpenedSubmission) -> list[tuple[str, str]]:
    """Of each part that holds words, who has read it."""
    return [
        (part_words(part), who_read(opened.read_by(Piece(part))))
        for part in PARTS
        if part in (opened.answered or {"unit"})
    ]


def markable(opened: OpenedSubmission, reader: SignedIn) -> set[str]:
    """The parts of which marking as read would say something new: to the desk or to the family.

    A chair may mark what the team has read, as the family is told of both; of what was taken back
    only what still waits.
    """
    chair = can_open("chair", reader) and opened.state != WITHDRAWN
    waits = {each.piece for each in opened.waiting}
    read_by_chair = {each.piece for each in opened.readings if each.by_chair and each.done_on}
    return {
        each.piece.part
        for each in opened.readings
        if each.staff_id == reader.staff_id
        and _holds_words(opened, each.piece)
        and (each.piece in waits or (chair and each.piece not in read_by_chair))
    }


def mark_words(opened: OpenedSubmission, parts: set[str]) -> str:
    """What the button marks; nothing where there is nothing to mark."""
    if not parts:
        return ""
    if not opened.holds("chair"):
        return gettext("Mark as read")
    if len(parts) == len(SHARED):
        return gettext("Mark both parts as read")
    return (
        gettext("Mark the chairs’ part as read")
        if "chair" in parts
        else gettext("Mark the team’s part as read")
    )


def _holds_words(opened: OpenedSubmission, piece: Piece) -> bool:
    return bool(piece.addition) or piece.part in (opened.answered or {"unit"})
