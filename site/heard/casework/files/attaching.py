"""Pictures and papers that a family adds to a form: examined, sealed, and named in the draft.

Each is sealed once, when it comes. The draft holds the key to it, so that a draft that dies takes
its files along, and sending moves no bytes.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import Connection

from heard.casework.drafts.drafts import OpenDraft, changing, read
from heard.casework.files.disk_space import room_for_files
from heard.casework.files.examining import examine, turn
from heard.casework.files.file_records import files_in, files_of
from heard.casework.files.refusals import (
    LARGEST_FILE,
    LARGEST_TOGETHER,
    MOST_FILES,
    FileRefused,
    Refusal,
    fitting,
)
from heard.journeys.model.asked import Answer, FileRecord
from heard.journeys.model.journey import Journey
from heard.records import files
from heard.records.database.store import Store
from heard.vault.files import digest, is_same_file, new_file_id, seal_file

_LONGEST_NAME = 120

#: Unseen signs without which words of some scripts fall apart: zero width non-joiner and joiner.
_JOINING = "\u200c\u200d"


class NoDraft(LookupError):
    """There is no draft that a file could be added to: it ended, was sent, or was never begun."""


@dataclass(frozen=True)
class Arrived:
    """A file as it came: what the phone calls it, and how to read it once.

    `refused` where so much of it came that the rest was not kept.
    """

    name: str
    stream: BinaryIO
    refused: Refusal | None = None


def attach(
    store: Store,
    token: str,
    journey: Journey,
    question: str,
    arrived: Arrived,
    now: datetime,
    left: Callable[[], bool] = lambda: False,
    *,
    without_walls: bool = False,
) -> FileRecord:
    """Add a file to the answer to `question` in this browser's draft; what is known of it.

    What is there already is not added again: a post whose answer was lost comes twice. Nothing is
    examined once the browser has `left`, or without walls unless `without_walls` says so. Raises
    FileRefused and NoDraft; nothing is kept then.
    """
    name = short_name(arrived.name)
    try:
        if not room_for_files(store):
            raise FileRefused(Refusal.NO_ROOM)
        if arrived.refused:
            raise FileRefused(arrived.refused)
        draft = read(store, token, journey, now)
        if draft is None or draft.sent:
            raise NoDraft
        # Before it is opened, because opening costs more; it has no size yet.
        _require_room(draft.answers, 0)
        with turn(token, left):
            return _taken(store, token, journey, question, name, arrived.stream, now, without_walls)
    except FileRefused as refused:
        raise FileRefused(fitting(refused.reason, name), name) from None


def _taken(
    store: Store,
    token: str,
    journey: Journey,
    question: str,
    name: str,
    stream: BinaryIO,
    now: datetime,
    without_walls: bool,
) -> FileRecord:
    content = stream.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise FileRefused(Refusal.TOO_LARGE)
    kept = examine(content, without_walls=without_walls)
    del content
    kind, size, kept_digest = kept.type, len(kept.content), digest(kept.content)
    less = kept.less
    sealed, private = seal_file(kept.content)
    # Before the database makes copies of its own.
    del kept
    with changing(store, token, journey, now) as (conn, found):
        if found is None or found.draft.sent:
            raise NoDraft
        answers = found.draft.answers
        held = files_of(answers.get(question))
        file_id = new_file_id(found.key, name, kept_digest)
        for each in held:
            if is_same_file(each["id"], file_id):
                return each
        _require_room(answers, size)
        files.add(conn, file_id, sealed, found.id)
        record = FileRecord(id=file_id, name=name, type=kind, size=size, key=private, less=less)
        answers[question] = [*held, record]
    return record


def detach(conn: Connection, found: OpenDraft, question: str, file_id: str) -> None:
    """Take a file out of an answer again. Nothing where it is not there."""
    answers = found.draft.answers
    held = files_of(answers.get(question))
    if any(each["id"] == file_id for each in held):
        files.drop(conn, found.id, file_id)
        left = [each for each in held if each["id"] != file_id]
        if left:
            answers[question] = left
        else:
            del answers[question]


def short_name(name: str) -> str:
    """A file's name without its folders and without signs that nobody sees, in any script."""
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(
        sign
        for sign in last
        if sign.isspace() or sign in _JOINING or unicodedata.category(sign)[0] != "C"
    )
    return " ".join(seen.split())[:_LONGEST_NAME] or "?"


def _require_room(answers: Mapping[str, Answer], size: int) -> None:
    sizes = [each["size"] for each in files_in(answers)]
    if len(sizes) >= MOST_FILES:
        raise FileRefused(Refusal.TOO_MANY)
    if sum(sizes) + size > LARGEST_TOGETHER:
        raise FileRefused(Refusal.TOGETHER_TOO_LARGE)
