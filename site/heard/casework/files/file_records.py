"""What an answer says of each picture or paper that was added to it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from heard.casework.files.file_kinds import JPEG, PDF
from heard.journeys.model.asked import FileRecord
from heard.journeys.model.record import answers_in

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def is_file(value: object) -> TypeGuard[FileRecord]:
    """Whether this is what is known of one file, whole and of the right kinds, and nothing else."""
    return (
        isinstance(value, dict)
        and set(value) == {"id", "name", "type", "size", "key", "less"}
        and all(isinstance(value[each], str) for each in ("id", "name", "type", "key"))
        and _UUID.fullmatch(value["id"]) is not None
        and value["type"] in (JPEG, PDF)
        and type(value["size"]) is int
        and value["size"] >= 0
        and type(value["less"]) is bool
    )


def is_file_list(value: object) -> TypeGuard[list[FileRecord]]:
    """Whether this is an answer that holds files."""
    return isinstance(value, list) and bool(value) and all(map(is_file, value))


def files_of(answer: object) -> list[FileRecord]:
    """What is known of the files in an answer; nothing where it is left out or holds none."""
    return answer if is_file_list(answer) else []


def files_in(answers: Mapping[str, Any]) -> Iterator[FileRecord]:
    """What is known of each file in these answers, in their order."""
    for answer in answers.values():
        yield from files_of(answer)


def file_ids(*parts: Mapping[str, Any]) -> list[str]:
    """The ids of the files in the parts of what is sent."""
    return [each["id"] for part in parts for each in files_in(answers_in(part))]
