"""Drafts open for the browser's session and for the return code, and for no third."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.vault.drafts import (
    lock_draft_key,
    lock_lookup,
    new_draft_key,
    new_token,
    open_draft,
    seal_draft,
    unlock_draft_key,
)
from heard.vault.errors import CannotOpen
from heard.vault.primitives.boxes import unclose

CANARY = "Marigold-Ünsal-7731"


@given(st.dictionaries(st.text(), st.text() | st.lists(st.text(), max_size=3)))
def test_a_draft_comes_back_exactly(draft):
    key = new_draft_key()
    assert open_draft(key, seal_draft(key, draft)) == draft


def test_session_and_return_code_open_the_same_draft_and_a_third_does_not():
    key = new_draft_key()
    blob = seal_draft(key, {"views": CANARY})
    session = new_token()
    code = new_token()
    locks = {lock_lookup(token): lock_draft_key(token, key) for token in (session, code)}

    for token in (session, code):
        opened = unlock_draft_key(token, locks[lock_lookup(token)])
        assert open_draft(opened, blob) == {"views": CANARY}

    third = new_token()
    assert lock_lookup(third) not in locks
    for locked in locks.values():
        with pytest.raises(CannotOpen):
            unlock_draft_key(third, locked)
    with pytest.raises(CannotOpen):
        unlock_draft_key(session, locks[lock_lookup(code)])


def test_what_the_database_holds_opens_nothing():
    key, token = new_draft_key(), new_token()
    lookup, locked = lock_lookup(token), lock_draft_key(token, key)
    blob = seal_draft(key, {"views": CANARY})
    assert key not in locked
    assert token.encode() not in lookup + locked + blob
    assert CANARY.encode() not in blob
    for guess in (lookup, locked[:32], locked[1:33], blob[1:33]):
        with pytest.raises(CannotOpen):
            open_draft(guess, blob)
    for guess in (lookup, blob[1:33]):
        with pytest.raises(CannotOpen):
            unclose(guess, locked)


def test_a_changed_draft_or_lock_is_found():
    key, token = new_draft_key(), new_token()
    blob, locked = seal_draft(key, {"views": "x"}), lock_draft_key(token, key)
    for at in range(len(blob)):
        with pytest.raises(CannotOpen):
            open_draft(key, blob[:at] + bytes([blob[at] ^ 1]) + blob[at + 1 :])
    for at in range(len(locked)):
        with pytest.raises(CannotOpen):
            unlock_draft_key(token, locked[:at] + bytes([locked[at] ^ 1]) + locked[at + 1 :])
    for size in (0, 1, 20, 40):
        with pytest.raises(CannotOpen):
            open_draft(key, blob[:size])


def test_the_size_of_a_draft_says_only_its_bucket():
    key = new_draft_key()
    sizes = {len(seal_draft(key, {"views": "x" * size})) for size in (0, 1, 500, 1000)}
    assert len(sizes) == 1
    assert len(seal_draft(key, {"views": "x" * 1100})) not in sizes


def test_tokens_are_url_safe_and_never_the_same():
    tokens = {new_token() for _ in range(200)}
    assert len(tokens) == 200
    assert all(len(t) == 43 and t.replace("-", "").replace("_", "").isalnum() for t in tokens)
    assert {len(lock_lookup(t)) for t in tokens} == {32}


@given(st.text(alphabet=st.characters()))
def test_a_cookie_of_any_content_is_a_token_that_opens_nothing(token):
    assert len(lock_lookup(token)) == 32
    with pytest.raises(CannotOpen):
        unlock_draft_key(token, lock_draft_key(new_token(), new_draft_key()))
