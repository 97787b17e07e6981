"""Every table and column, by subject.

Answers, names, file names and ways of contact exist here only as sealed bytes; what stands in the
clear is listed in `clear_columns`. Importing this package makes `metadata` whole.
"""

from heard.records.tables.clear_columns import CLEAR_COLUMNS, FAMILY_TABLES
from heard.records.tables.drafts import LOCK_KINDS, draft_locks, drafts
from heard.records.tables.files import draft_files, files, submission_files
from heard.records.tables.keys import COUNCIL_KEYS, council, council_keys, staff_keys
from heard.records.tables.log import log
from heard.records.tables.messages import additions, replies, withdrawals
from heard.records.tables.metadata import metadata
from heard.records.tables.staff import ROLES, desk_sessions, recovery_codes, staff
from heard.records.tables.submissions import PARTS, STATES, part_keys, submissions

__all__ = [
    "CLEAR_COLUMNS",
    "COUNCIL_KEYS",
    "FAMILY_TABLES",
    "LOCK_KINDS",
    "PARTS",
    "ROLES",
    "STATES",
    "additions",
    "council",
    "council_keys",
    "desk_sessions",
    "draft_files",
    "draft_locks",
    "drafts",
    "files",
    "log",
    "metadata",
    "part_keys",
    "recovery_codes",
    "replies",
    "staff",
    "staff_keys",
    "submission_files",
    "submissions",
    "withdrawals",
]
