"""Promise 5: 0 bytes between wrong, expired and taken-back numbers, in 4 kinds of post.

A receipt cannot be guessed, and never by itself gives back what was sent.
"""

import hashlib
import random
import statistics
import time
from collections import Counter
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select, update

from heard.casework.sending.receipt_holder import follow
from heard.records import messages
from heard.records.tables import submissions
from heard.vault import mailbox
from heard.vault.primitives.stretching import DRAWN_AT_RANDOM, Cost
from heard.vault.receipts import hash_receipt, new_receipt, show_receipt
from tests.family.receipt.following import WRITTEN, sent_receipt
from tests.support.clients import CarefulClient
from tests.support.houses import Built


def test_it_has_twenty_digits_in_groups_of_four_and_each_is_as_likely_as_any_other() -> None:
    drawn = [new_receipt() for _ in range(5000)]
    assert len(set(drawn)) == len(drawn)
    assert all(len(receipt) == 20 and receipt.isdecimal() for receipt in drawn)
    assert show_receipt(drawn[0]) == " ".join(drawn[0][at : at + 4] for at in range(0, 20, 4))
    for place in range(20):
        seen = Counter(receipt[place] for receipt in drawn)
        assert min(seen.values()) > 400, f"a digit is rare in place {place}: {seen}"


def test_no_seed_that_somebody_may_know_decides_what_is_drawn() -> None:
    drawn = []
    for _ in range(2):
        random.seed(5)
        drawn.append(new_receipt())
    assert drawn[0] != drawn[1]


def test_without_the_key_nobody_can_tell_which_number_a_row_belongs_to(
    client: CarefulClient, family_app: Flask, family_house: Built
) -> None:
    number = sent_receipt(client)
    house = family_app.extensions["site"]
    with family_house.store.read() as conn:
        stored = set(conn.scalars(select(submissions.c.receipt_hash)))
    assert hash_receipt(house.sealer.receipt_key, number) in stored
    assert hash_receipt(bytes(32), number) not in stored
    for named in hashlib.algorithms_guaranteed - {"shake_128", "shake_256"}:
        assert hashlib.new(named, number.encode()).digest() not in stored
    for person in (b"", b"heard receipt"):
        unkeyed = hashlib.blake2b(number.encode(), digest_size=32, person=person).digest()
        assert unkeyed not in stored
    today = date.today()
    assert follow(house.store, house.sealer.receipt_key, number, today)
    assert follow(house.store, bytes(32), number, today) is None


def test_only_a_keyed_hash_of_it_is_stored(client: CarefulClient, family_house: Built) -> None:
    number = sent_receipt(client)
    everything = b"".join(
        path.read_bytes() for path in family_house.data.rglob("*") if path.is_file()
    )
    assert number.encode() not in everything
    assert show_receipt(number).encode() not in everything


#: Everything that can be done with a number. All of it is posted to one address.
POSTS = {
    "looking up": {"do": "next"},
    "adding": {"do": "add", "at": "found", "words": "for the meeting", "part": "unit"},
    "before taking back": {"do": "withdraw", "at": "found"},
    "taking back": {"do": "take-back", "at": "taking-back", "told": "unopened"},
}


@pytest.mark.parametrize("posted", POSTS.values(), ids=POSTS)
def test_wrong_expired_and_taken_back_numbers_answer_alike_to_the_byte(
    client: CarefulClient, family_house: Built, posted: dict[str, str]
) -> None:
    numbers = _dead_numbers(client, family_house)
    answers = [client.post("/en/reply", data={"receipt": n, **posted}) for n in numbers]
    pages = {answer.text.replace(n, "*") for answer, n in zip(answers, numbers, strict=True)}
    assert len(pages) == 1
    assert len({answer.status_code for answer in answers}) == 1
    assert len({str(dict(answer.headers)) for answer in answers}) == 1


@pytest.mark.parametrize("posted", POSTS.values(), ids=POSTS)
def test_wrong_expired_and_taken_back_numbers_take_the_same_time(
    client: CarefulClient, family_house: Built, posted: dict[str, str]
) -> None:
    taken: dict[str, list[float]] = {n: [] for n in _dead_numbers(client, family_house)}
    order = list(taken)
    for _ in range(60):
        # In another order each time: what one request leaves in memory helps or hinders the next.
        random.shuffle(order)
        for number in order:
            begun = time.process_time()
            client.browser.post("/en/reply", data={"receipt": number, **posted})
            taken[number].append(time.process_time() - begun)
    # Of the processor's time, the fastest tenth: other programs of this machine have no part in it.
    fast = [statistics.quantiles(times, n=10)[0] for times in taken.values()]
    assert max(fast) < 1.25 * min(fast), fast


def test_a_right_number_is_stretched_as_long_as_a_wrong_one(
    client: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    right, costs = sent_receipt(client), []
    stretching = mailbox.stretch

    def watched(secret: bytes, salt: bytes, cost: Cost) -> bytes:
        costs.append(cost)
        return stretching(secret, salt, cost)

    monkeypatch.setattr(mailbox, "stretch", watched)
    for number in (right, _another(right)):
        client.post("/en/reply", data={"receipt": number})
    assert costs == [DRAWN_AT_RANDOM, DRAWN_AT_RANDOM]


def test_the_number_alone_gives_back_no_word_of_what_was_sent_or_added(
    client: CarefulClient,
) -> None:
    number = sent_receipt(client)
    stranger = CarefulClient(client.app)
    adding = {"receipt": number, "do": "add", "words": "Aunt Nadia can come", "part": "unit"}
    pages = [stranger.post("/en/reply", data=adding).text]
    for posted in POSTS.values():
        pages.append(stranger.post("/en/reply", data={"receipt": number, **posted}).text)
    for page in pages:
        for words in ("Aunt Nadia", *WRITTEN):
            assert words not in page
    for place in ("sent", "check", "worries"):
        assert stranger.get(f"/en/forms/your-views/{place}").status_code == 302


def _dead_numbers(client: CarefulClient, house: Built) -> list[str]:
    """One that was never given, one whose time is over, and two that were taken back unopened:
    one that the desk has deleted since, and one that it will.
    """
    expired = sent_receipt(CarefulClient(client.app))
    _let_expire(house)
    deleted = sent_receipt(CarefulClient(client.app))
    _take_back(client, deleted)
    with house.store.write() as conn:
        assert messages.fulfil(conn, bytes(32))
    about_to_be = sent_receipt(CarefulClient(client.app))
    _take_back(client, about_to_be)
    return [_another(expired), expired, deleted, about_to_be]


def _take_back(client: CarefulClient, number: str) -> None:
    posted = {"receipt": number, **POSTS["taking back"]}
    assert "nobody can open it now" in client.post("/en/reply", data=posted).text


def _another(number: str) -> str:
    return number[1:] + number[0] if len(set(number)) > 1 else "1" * 20


def _let_expire(house: Built) -> None:
    with house.store.write() as conn:
        newest = conn.scalar(
            select(submissions.c.id).order_by(submissions.c.sequence.desc()).limit(1)
        )
        conn.execute(
            update(submissions).where(submissions.c.id == newest).values(expires=date(2020, 1, 1))
        )


def test_the_figure_is_that_of_the_posts() -> None:
    assert f"in {len(POSTS)} kinds of post" in (__doc__ or "")
