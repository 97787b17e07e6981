"""A message opens for those it was written to, as what it is, and for nobody else."""

from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.vault.errors import CannotOpen, CannotSeal
from heard.vault.mailbox import OpenMailbox, close_mailbox, open_mailbox
from heard.vault.messages import (
    COUNCIL,
    FAMILY,
    MessageIdentity,
    Words,
    open_message,
    seal_message,
)
from heard.vault.primitives.envelope import new_key_pair, seal, unseal
from heard.vault.primitives.padding import padded_json
from heard.vault.primitives.stretching import Cost
from heard.vault.sealing import seal_submission
from tests.vault.conftest import OUTSIDE

RECEIPT = "12345678901234567890"
IDENTITY = MessageIdentity("0002-" + "a" * 30, "5b0f7a52", COUNCIL, "unit")
CANARY = "the blue gate at half past nine"


@pytest.fixture(scope="module")
def pair():
    """A private and a public key."""
    return new_key_pair()


@given(st.text() | st.just("ب" * 10_000))
def test_a_message_comes_back_word_for_word(pair, text):
    private, public = pair
    sealed = seal_message([public], IDENTITY, text)
    assert open_message(private, sealed, IDENTITY) == Words(text)


@given(st.text(), st.dictionaries(st.text(), st.text(), max_size=3))
def test_what_is_sealed_beside_the_text_comes_back_with_it(pair, text, more):
    private, public = pair
    sealed = seal_message([public], IDENTITY, text, more)
    assert open_message(private, sealed, IDENTITY) == Words(text, more)


def test_a_message_that_was_sealed_before_there_was_more_still_opens(pair):
    private, public = pair
    old = padded_json({**asdict(IDENTITY), "text": CANARY})
    assert open_message(private, seal(old, [public]), IDENTITY) == Words(CANARY)


@pytest.mark.parametrize("more", [["a"], "text", None, {"did": 1}, {"did": None}, {"did": {}}])
def test_a_message_with_anything_but_texts_beside_its_text_does_not_open(pair, more):
    private, public = pair
    changed = padded_json({**asdict(IDENTITY), "text": CANARY, "more": more})
    with pytest.raises(CannotOpen):
        open_message(private, seal(changed, [public]), IDENTITY)


def test_a_reply_opens_with_the_number_and_for_the_readers_of_its_part(council, identity):
    private, public = new_key_pair()
    mailbox = close_mailbox(
        RECEIPT, OpenMailbox(private, "a submission", {}), cost=Cost(passes=1, memory_kib=8)
    )
    submission = seal_submission(council.recipients, identity, {"unit": {}, "chair": {}}, OUTSIDE)
    sealed = seal_message([public, submission["unit"].recipient], IDENTITY, CANARY)
    part_key = unseal(submission["unit"].sealed_key, council.unit).decode()
    for private in (open_mailbox(RECEIPT, mailbox.wrapped).private, part_key):
        assert open_message(private, sealed, IDENTITY) == Words(CANARY)
    chairs_key = unseal(submission["chair"].sealed_key, council.chairs).decode()
    with pytest.raises(CannotOpen):
        open_message(chairs_key, sealed, IDENTITY)


def test_what_a_family_adds_for_the_chair_alone_opens_with_no_other_key(council, identity):
    submission = seal_submission(council.recipients, identity, {"unit": {}, "chair": {}}, OUTSIDE)
    added = replace(IDENTITY, author=FAMILY, part="chair")
    sealed = seal_message([submission["chair"].recipient], added, CANARY)
    unit_key = unseal(submission["unit"].sealed_key, council.unit).decode()
    for private in (unit_key, council.unit, council.chairs, council.recovery):
        with pytest.raises(CannotOpen):
            open_message(private, sealed, added)
    chairs_key = unseal(submission["chair"].sealed_key, council.recovery).decode()
    assert open_message(chairs_key, sealed, added) == Words(CANARY)


@pytest.mark.parametrize(
    "other",
    [
        {"message": "another"},
        {"submission": "another"},
        {"author": FAMILY},
        {"part": "chair"},
    ],
)
def test_a_message_cannot_be_passed_off_as_another(pair, other):
    private, public = pair
    sealed = seal_message([public], IDENTITY, CANARY)
    with pytest.raises(CannotOpen):
        open_message(private, sealed, replace(IDENTITY, **other))


@pytest.mark.parametrize(
    "inside",
    [
        b"not json",
        padded_json({}),
        padded_json({"text": CANARY}),
        padded_json({"message": IDENTITY.message, "submission": "5b0f7a52", "text": CANARY}),
        padded_json(
            {
                "message": IDENTITY.message,
                "submission": "5b0f7a52",
                "author": COUNCIL,
                "part": "unit",
                "text": ["a", "list"],
            }
        ),
    ],
)
def test_what_is_not_a_message_does_not_open_as_one(pair, inside):
    private, public = pair
    with pytest.raises(CannotOpen):
        open_message(private, seal(inside, [public]), IDENTITY)


def test_a_changed_message_does_not_open(pair):
    private, public = pair
    sealed = seal_message([public], IDENTITY, CANARY)
    for at in range(0, len(sealed), 7):
        changed = bytearray(sealed)
        changed[at] ^= 0x80
        with pytest.raises(CannotOpen):
            open_message(private, bytes(changed), IDENTITY)


def test_short_and_long_messages_of_one_bucket_look_alike(pair):
    sizes = {
        len(sealed) - sealed.index(b"\n--- ")
        for sealed in (seal_message([pair[1]], IDENTITY, "x" * size) for size in (0, 3, 500, 800))
    }
    assert len(sizes) == 1


def test_no_word_stands_in_the_clear(pair):
    sealed = seal_message([pair[1]], IDENTITY, CANARY, {"did": CANARY})
    assert CANARY.encode() not in sealed


@pytest.mark.parametrize("recipients", [[], ["age1broken"], [""]])
def test_without_a_sound_key_nothing_is_sealed(recipients):
    with pytest.raises(CannotSeal):
        seal_message(recipients, IDENTITY, CANARY)
