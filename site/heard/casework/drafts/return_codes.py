"""Stopping now and coming back on any phone, with a code of twenty digits."""

from datetime import datetime

from heard.casework.drafts.draft import Draft
from heard.casework.drafts.drafts import changing, open_for_session, read, unlocked
from heard.casework.errors import CaseworkError
from heard.journeys.catalogue import by_name
from heard.journeys.model.journey import Journey
from heard.records import drafts
from heard.records.database.store import Store
from heard.vault.drafts import lock_draft_key, lock_lookup
from heard.vault.return_codes import new_return_code, return_token


class OtherDraft(CaseworkError):
    """This browser has begun the same form already; opening the other would destroy that one."""


def give_code(
    store: Store, secret: bytes, token: str, journey: Journey, now: datetime
) -> Draft | None:
    """The draft with its return code, drawn once; None where there is no draft to come back to."""
    with changing(store, token, journey, now) as (conn, found):
        if found is None or found.draft.sent:
            return None
        if found.draft.code is None:
            found.draft.code = new_return_code()
            opener = return_token(secret, found.draft.code)
            locked = lock_draft_key(opener, found.key)
            drafts.add_lock(conn, lock_lookup(opener), found.id, "return", locked)
        return found.draft


def come_back(
    store: Store, secret: bytes, typed: str, token: str, now: datetime, *, replace: bool = False
) -> Journey | None:
    """Let this browser open the draft of a code; its form, or None where the code opens nothing.

    A code that was never given, one whose draft is gone and what is no code at all answer alike.
    Raises OtherDraft unless `replace`, where this browser holds another draft of the same form.
    """
    opener = return_token(secret, typed)
    with store.read() as conn:
        found = unlocked(conn, opener, now)
    journey = by_name(found.draft.journey) if found else None
    if found is None or journey is None:
        return None
    held = read(store, token, journey, now)
    if held is not None and not held.sent and held.code != found.draft.code and not replace:
        raise OtherDraft
    with store.write() as conn:
        found = unlocked(conn, opener, now)
        if found is None:
            return None
        open_for_session(conn, token, journey, found, now)
    return journey
