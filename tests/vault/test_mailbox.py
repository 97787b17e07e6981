"""A mailbox opens for whoever holds the receipt number, and for nobody else."""

from dataclasses import asdict

import pytest

from heard.vault import mailbox as mailboxes
from heard.vault.errors import CannotOpen, CannotSeal, SealFault
from heard.vault.mailbox import (
    OpenMailbox,
    close_mailbox,
    open_mailbox,
    open_no_mailbox,
    prove_receipt,
)
from heard.vault.primitives.boxes import close
from heard.vault.primitives.envelope import new_key_pair
from heard.vault.primitives.padding import padded_json
from heard.vault.primitives.stretching import Cost, stretch
from heard.vault.receipts import hash_of_proof

RECEIPT = "12345678901234567890"
LOW = Cost(passes=1, memory_kib=8)
OPEN = OpenMailbox(new_key_pair()[0], "a submission", {"unit": "age1unit", "chair": "age1chair"})


@pytest.fixture(scope="module")
def mailbox():
    return close_mailbox(RECEIPT, OPEN, cost=LOW)


def test_the_mailbox_opens_for_whoever_holds_the_receipt_and_says_what_it_belongs_to(mailbox):
    assert open_mailbox(RECEIPT, mailbox.wrapped) == OPEN


def test_the_mailbox_opens_with_the_number_as_it_was_shown():
    wrapped = close_mailbox(RECEIPT, OPEN).wrapped
    assert open_mailbox("1234 5678 9012 3456 7890", wrapped) == open_mailbox(RECEIPT, wrapped)


@pytest.mark.parametrize("receipt", ["12345678901234567891", "", "1234", "x" * 20])
def test_another_number_opens_no_mailbox(mailbox, receipt):
    with pytest.raises(CannotOpen):
        open_mailbox(receipt, mailbox.wrapped)


def test_a_change_of_any_single_byte_of_a_mailbox_is_found(mailbox):
    # The four bytes that say how much memory are left out: some values ask for a gigabyte.
    for at in [0, *range(5, len(mailbox.wrapped))]:
        changed = bytearray(mailbox.wrapped)
        changed[at] ^= 0x01
        with pytest.raises(CannotOpen):
            open_mailbox(RECEIPT, bytes(changed))


@pytest.mark.parametrize("size", [0, 4, 5, 20, 21, 22, 60, -1])
def test_a_mailbox_cut_short_does_not_open(mailbox, size):
    with pytest.raises(CannotOpen):
        open_mailbox(RECEIPT, mailbox.wrapped[:size])


@pytest.mark.parametrize("cost", [b"\xff\x00\x00\x00\x08", b"\x01\xff\xff\xff\xff", bytes(5)])
def test_a_changed_row_cannot_ask_for_endless_work(mailbox, cost, monkeypatch):
    monkeypatch.setattr(mailboxes, "stretch", lambda *_: pytest.fail("the work was begun"))
    with pytest.raises(CannotOpen):
        open_mailbox(RECEIPT, cost + mailbox.wrapped[5:])


def test_the_receipt_is_nowhere_in_the_mailbox(mailbox):
    assert RECEIPT.encode() not in mailbox.wrapped
    assert RECEIPT not in repr(mailbox)
    assert OPEN.private not in repr(open_mailbox(RECEIPT, mailbox.wrapped))


def test_two_mailboxes_of_one_number_have_nothing_in_common(mailbox):
    other = close_mailbox(RECEIPT, OPEN, cost=LOW)
    assert other.wrapped[5:21] != mailbox.wrapped[5:21]
    assert other.proof_hash != mailbox.proof_hash


@pytest.mark.parametrize(
    "content",
    [{}, {**asdict(OPEN), "private": "AGE-SECRET-KEY-1NONSENSE"}, {**asdict(OPEN), "more": 1}],
    ids=["nothing", "no key", "more"],
)
def test_what_is_no_mailbox_does_not_open_as_one(content):
    salt = bytes(16)
    wrapped = (
        LOW.to_bytes() + salt + close(stretch(RECEIPT.encode(), salt, LOW), padded_json(content))
    )
    with pytest.raises(CannotOpen):
        open_mailbox(RECEIPT, wrapped)


def test_a_mailbox_needs_a_receipt_number():
    with pytest.raises(CannotSeal) as caught:
        close_mailbox("1234", OPEN)
    assert caught.value.reason == SealFault.NOT_A_RECEIPT


def test_where_there_is_no_mailbox_the_same_error_comes(mailbox):
    with pytest.raises(CannotOpen) as nothing:
        open_no_mailbox("12345678901234567891", cost=LOW)
    with pytest.raises(CannotOpen) as wrong:
        open_mailbox("12345678901234567891", mailbox.wrapped)
    assert str(nothing.value) == str(wrong.value)


def test_only_the_receipt_number_proves_that_it_is_known():
    mailbox = close_mailbox("1" * 20, OPEN, cost=LOW)
    proof = prove_receipt("1" * 20, mailbox.wrapped)
    assert hash_of_proof(proof) == mailbox.proof_hash
    assert proof not in mailbox.wrapped
    with pytest.raises(CannotOpen):
        prove_receipt("2" * 20, mailbox.wrapped)
    assert hash_of_proof(bytes(32)) != mailbox.proof_hash
