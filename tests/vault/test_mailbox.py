"""A mailbox opens for whoever holds the receipt number, and for nobody else."""

import pytest

from heard.vault import mailbox as mailboxes
from heard.vault.errors import CannotOpen, CannotSeal, SealFault
from heard.vault.mailbox import new_mailbox, open_mailbox, open_no_mailbox, prove_receipt
from heard.vault.primitives.envelope import recipient_of
from heard.vault.primitives.stretching import Cost
from heard.vault.receipts import hash_of_proof

RECEIPT = "12345678901234567890"
LOW = Cost(passes=1, memory_kib=8)


@pytest.fixture(scope="module")
def mailbox():
    return new_mailbox(RECEIPT, cost=LOW)


def test_the_mailbox_opens_for_whoever_holds_the_receipt(mailbox):
    assert recipient_of(open_mailbox(RECEIPT, mailbox.wrapped)) == mailbox.recipient


def test_the_mailbox_opens_with_the_number_as_it_was_shown():
    wrapped = new_mailbox(RECEIPT).wrapped
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


def test_two_mailboxes_of_one_number_have_nothing_in_common(mailbox):
    other = new_mailbox(RECEIPT, cost=LOW)
    assert other.recipient != mailbox.recipient
    assert other.wrapped[5:21] != mailbox.wrapped[5:21]
    assert open_mailbox(RECEIPT, other.wrapped) != open_mailbox(RECEIPT, mailbox.wrapped)


def test_a_mailbox_needs_a_receipt_number():
    with pytest.raises(CannotSeal) as caught:
        new_mailbox("1234")
    assert caught.value.reason == SealFault.NOT_A_RECEIPT


def test_where_there_is_no_mailbox_the_same_error_comes(mailbox):
    with pytest.raises(CannotOpen) as nothing:
        open_no_mailbox("12345678901234567891", cost=LOW)
    with pytest.raises(CannotOpen) as wrong:
        open_mailbox("12345678901234567891", mailbox.wrapped)
    assert str(nothing.value) == str(wrong.value)


def test_only_the_receipt_number_proves_that_it_is_known():
    mailbox = new_mailbox("1" * 20, cost=LOW)
    proof = prove_receipt("1" * 20, mailbox.wrapped)
    assert hash_of_proof(proof) == mailbox.proof_hash
    assert proof not in mailbox.wrapped
    with pytest.raises(CannotOpen):
        prove_receipt("2" * 20, mailbox.wrapped)
    assert hash_of_proof(bytes(32)) != mailbox.proof_hash
