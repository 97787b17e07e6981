"""Submissions with pictures and papers, as sending leaves them behind."""

import uuid

from heard.casework.files.file_records import FileRecord, file_ids
from heard.records import drafts, files, submissions
from heard.records.scope import EVERYTHING
from heard.vault.files import seal_file
from tests.casework.founded import CHAIR_PART, MORNING, UNIT_PART, FoundedCouncil
from tests.casework.picturing import drawn, pdf, saved

PICTURE = saved(drawn(40, 30))
PAPER = pdf()


def add_file(council: FoundedCouncil, draft: str, content: bytes, name: str) -> FileRecord:
    """Seal a file for a draft; what the draft says of it."""
    sealed, key = seal_file(content)
    record: FileRecord = {
        "id": str(uuid.uuid4()),
        "name": name,
        "type": "application/pdf" if content.startswith(b"%PDF") else "image/jpeg",
        "size": len(content),
        "key": key,
        "less": False,
    }
    with council.store.write() as conn:
        files.add(conn, record["id"], sealed, draft)
    return record


def send_with_files(
    council: FoundedCouncil, unit: dict[str, bytes], chair: dict[str, bytes] | None = None
) -> tuple[str, list[FileRecord]]:
    """Send a picture or paper for each name and content; the reference, and the files in order."""
    draft = str(uuid.uuid4())
    with council.store.write() as conn:
        drafts.add(conn, draft, b"closed", MORNING)
    records = [
        [add_file(council, draft, content, name) for name, content in (part or {}).items()]
        for part in (unit, chair)
    ]
    sealed = [
        _with_papers(part, some)
        for part, some in zip((UNIT_PART, CHAIR_PART), records, strict=True)
    ]
    reference = council.send(*sealed)
    with council.store.write() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, reference)
        files.send_along(conn, draft, found.id, file_ids(*sealed))
        drafts.delete_draft(conn, draft)
    return reference, [*records[0], *records[1]]


def _with_papers(part: dict, records: list[FileRecord]) -> dict:
    """The part with one page more, on which the files were added."""
    label = {"en": "Do you want to add pictures or papers?"}
    asked = {"name": "papers", "kind": "files", "label": label, "value": records}
    page = {
        "slug": "papers",
        "copy": 0,
        "title": {"en": "Pictures and papers"},
        "readers": "team",
        "seen_by": {"en": "The council team"},
        "questions": [asked],
    }
    return {**part, "pages": [*part["pages"], page]} if records else part
