"""Every table and column, by subject.

Answers, names, file names and ways of contact exist here only as sealed bytes; what stands in the
clear is listed in `clear_columns`. Importing this package makes `metadata` whole.
"""

from heard.records.tables.clear_columns import CLEAR_COLUMNS, FAMILY_TABLES
from heard.records.tables.drafts import LOCK_KINDS, draft_locks, drafts
from heard.records.tables.figures import figures
from heard.records.tables.files import draft_files, files, submission_files
from heard.records.tables.kept_pages import kept_pages
from heard.records.tables.keys import council, key_holders, keys
from heard.records.tables.ledger import EVENTS, ledger, turns
from heard.records.tables.log import log
from heard.records.tables.messages import additions, alarms, replies, taken_back, withdrawals
from heard.records.tables.metadata import metadata
from heard.records.tables.needs import NEED_STATES, need_steps, needs
from heard.records.tables.reply_drafts import reply_drafts
from heard.records.tables.staff import (
    desk_sessions,
    nameless_tries,
    recovery_codes,
    staff,
    staff_unlocks,
)
from heard.records.tables.submissions import (
    STATES,
    part_keys,
    part_readings,
    submission_parts,
    submissions,
    waiting,
)

__all__ = [
    "CLEAR_COLUMNS",
    "EVENTS",
    "FAMILY_TABLES",
    "LOCK_KINDS",
    "NEED_STATES",
    "STATES",
    "additions",
    "alarms",
    "council",
    "desk_sessions",
    "draft_files",
    "draft_locks",
    "drafts",
    "figures",
    "files",
    "kept_pages",
    "key_holders",
    "keys",
    "ledger",
    "log",
    "metadata",
    "nameless_tries",
    "need_steps",
    "needs",
    "part_keys",
    "part_readings",
    "recovery_codes",
    "replies",
    "reply_drafts",
    "staff",
    "staff_unlocks",
    "submission_files",
    "submission_parts",
    "submissions",
    "taken_back",
    "turns",
    "waiting",
    "withdrawals",
]
