"""Promise 5. A receipt cannot be guessed, and never by itself gives back what was sent."""

import hashlib
import random
import statistics
import time
from collections import Counter
from datetime import date

from flask import Flask
from sqlalchemy import select, update

from heard.casework.following import follow
from heard.records.tables import submissions
from heard.vault.receipts import hash_receipt, new_receipt, show_receipt
from tests.family.test_following import sent_receipt
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
    house = family_app.extensions["house"]
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


def test_a_wrong_number_and_an_expired_one_answer_alike_to_the_byte(
    client: CarefulClient, family_house: Built
) -> None:
    expired = sent_receipt(client)
    _let_expire(family_house)
    answers = [
        client.post("/en/reply", data={"receipt": number})
        for number in (expired, _another(expired))
    ]
    pages = [
        answer.text.replace(expired, "*").replace(_another(expired), "*") for answer in answers
    ]
    assert pages[0] == pages[1]
    assert answers[0].status_code == answers[1].status_code
    assert dict(answers[0].headers) == dict(answers[1].headers)


def test_a_wrong_number_and_an_expired_one_take_the_same_time(
    client: CarefulClient, family_house: Built
) -> None:
    expired = sent_receipt(client)
    _let_expire(family_house)
    taken: dict[str, list[float]] = {expired: [], _another(expired): []}
    for _ in range(60):
        for number, times in taken.items():
            begun = time.perf_counter()
            client.browser.post("/en/reply", data={"receipt": number})
            times.append(time.perf_counter() - begun)
    one, other = (statistics.median(times) for times in taken.values())
    assert max(one, other) < 1.5 * min(one, other)


def test_the_number_alone_gives_back_no_word(client: CarefulClient) -> None:
    number = sent_receipt(client)
    stranger = CarefulClient(client.app)
    page = stranger.post("/en/reply", data={"receipt": number}).text
    for words in ("Zofia", "Adam", "mistakes", "laughs", "afraid"):
        assert words not in page
    for place in ("sent", "check", "worries"):
        assert stranger.get(f"/en/forms/your-views/{place}").status_code == 302


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
