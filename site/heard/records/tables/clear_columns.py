"""The closed list of what stands in the clear.

A column is either bytes or named here; a test holds both directions, so a new clear column is
always a decision that somebody sees.
"""

# The tables that hold what families send: no clear time in them is finer than the hour.
FAMILY_TABLES = frozenset(
    {
        "submissions",
        "submission_parts",
        "part_keys",
        "part_readings",
        "waiting",
        "replies",
        "additions",
        "withdrawals",
        "alarms",
        "needs",
        "need_steps",
        "taken_back",
        "drafts",
        "draft_locks",
        "files",
        "draft_files",
        "submission_files",
    }
)

CLEAR_COLUMNS: dict[str, set[str]] = {
    "submissions": {
        "sequence",
        "id",
        "reference",
        "form",
        "form_version",
        "language",
        "received",
        "state",
        "urgent",
        "opened",
        "expires",
        "mailbox_recipient",
    },
    "submission_parts": {"submission_id", "part", "recipient", "answered"},
    "part_keys": {"submission_id", "part", "key_id"},
    "part_readings": {
        "submission_id",
        "part",
        "addition",
        "staff_id",
        "by_chair",
        "opened_on",
        "done_on",
    },
    "waiting": {"submission_id", "part", "addition", "sequence", "urgent"},
    "replies": {"id", "submission_id", "part", "written"},
    "additions": {"id", "submission_id", "part", "received", "urgent"},
    "withdrawals": {"submission_id", "asked"},
    "alarms": {"submission_id", "raised", "logged"},
    "needs": {"id", "submission_id", "part", "state", "since"},
    "need_steps": {"id", "need_id", "submission_id", "part", "staff_id", "said_on"},
    "taken_back": {"reference", "form", "received", "taken_back_on", "part"},
    "figures": {"form", "quarter", "key_id", "kept_until"},
    "files": {"id"},
    "draft_files": {"file_id", "draft_id"},
    "submission_files": {"file_id", "submission_id"},
    "council": {"id", "name", "fingerprint"},
    "keys": {"id", "kind", "generation", "conference_id", "recipient", "not_after"},
    "key_holders": {"staff_id", "key_id"},
    "drafts": {"id", "expires_hour"},
    "draft_locks": {"draft_id", "kind"},
    "staff": {
        "id",
        "name",
        "full_name",
        "role",
        "recipient",
        "last_totp_step",
        "failures",
        "wait_until",
        "active",
    },
    "staff_unlocks": {"id", "staff_id", "kind"},
    "recovery_codes": {"staff_id", "used"},
    "reply_drafts": {"staff_id", "submission_id", "day"},
    "desk_sessions": {"staff_id", "last_seen", "started"},
    "log": {"sequence", "hour", "actor", "action", "subject", "session"},
}
