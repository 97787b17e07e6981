"""Sync states on disk: a generated file beside each translated one."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from heard.library.sources.problems import ContentError, Problem
from heard.library.sources.text_files import read_text
from heard.library.translating.sync import CHECKED, ORIGINS, UNCHECKED, BlockState, Sync
from heard.whole_files import write_whole

FIELDS = tuple(BlockState.__dataclass_fields__)


def sync_path(path: Path) -> Path:
    """The file of states beside a translated file: `the-meeting.md` -> `the-meeting.sync.json`."""
    return path.with_suffix(".sync.json")


def sync_text(sync: Sync) -> str:
    """The states as they are written: always the same for the same states."""
    blocks = [asdict(entry) for entry in sync.blocks]
    for entry in blocks:
        entry["date"] = entry["date"].isoformat() if entry["date"] else None
    whole = {"blocks": blocks, **({"gone": list(sync.gone)} if sync.gone else {})}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def read_sync(path: Path, file: str) -> Sync | None:
    """The states in a file; None where there is none yet. Raises ContentError.

    States that cannot be true are refused: *checked* without an author and a second person.
    """
    if not path.is_file():
        return None
    try:
        whole = json.loads(read_text(path, file))
        entries = tuple(_entry(row) for row in whole["blocks"])
        gone = tuple(map(str, whole.get("gone", ())))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ContentError([Problem(file, f"cannot be read: {error}")]) from error
    faults = [f"{entry.key} cannot be {entry.state}" for entry in entries if not _true(entry)]
    if faults:
        raise ContentError([Problem(file, fault) for fault in faults])
    return Sync(entries, gone)


def write_sync(path: Path, sync: Sync) -> bool:
    """Write the states unless the file says the same already. Says whether it was written."""
    text = sync_text(sync)
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    write_whole(path, text.encode("utf-8"))
    return True


def _entry(row: dict[str, Any]) -> BlockState:
    fields = {name: row[name] for name in FIELDS}
    if fields["date"] is not None:
        fields["date"] = date.fromisoformat(fields["date"])
    return BlockState(**fields)


def _true(entry: BlockState) -> bool:
    if entry.translation_fingerprint is None:
        return entry.state == UNCHECKED
    if entry.origin not in ORIGINS:
        return False
    two = entry.author and entry.reviewer and entry.author != entry.reviewer and entry.date
    return bool(two) if entry.state == CHECKED else entry.state == UNCHECKED
