"""What the number tells."""

from datetime import date

from sqlalchemy import update

from heard.records.tables import submissions
from heard.vault.receipts import show_receipt
from tests.family.test_forms import FORM, fill_in, receipt_on
from tests.support.clients import CarefulClient
from tests.support.houses import Built


def sent_receipt(client: CarefulClient) -> str:
    fill_in(client)
    client.submit(f"{FORM}/check", do="send")
    return receipt_on(client.get(f"{FORM}/sent").text)


def test_the_number_tells_that_it_arrived_and_never_what_was_written(
    client: CarefulClient,
) -> None:
    number = sent_receipt(client)
    text = client.post("/en/reply", data={"receipt": show_receipt(number)}).text
    assert "It has arrived" in text
    assert "Nobody has read it yet." in text
    for words in ("Adam", "Zofia", "afraid", "mistakes", number):
        assert words not in text


def test_digits_of_another_script_are_understood(client: CarefulClient) -> None:
    number = sent_receipt(client)
    urdu = number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert "It has arrived" in client.post("/en/reply", data={"receipt": urdu}).text


def test_once_it_is_read_the_day_is_told(client: CarefulClient, family_house: Built) -> None:
    number = sent_receipt(client)
    with family_house.store.write() as conn:
        conn.execute(update(submissions).values(state="read", read_on=date(2026, 11, 24)))
    text = client.post("/en/reply", data={"receipt": number}).text
    assert "A person in the team first read it on Tuesday 24 November 2026." in text


def test_too_few_digits_are_named_and_kept(client: CarefulClient) -> None:
    text = client.post("/en/reply", data={"receipt": "1234 5678"}).text
    assert "The number has 20 digits." in text
    assert 'value="1234 5678"' in text


def test_looking_a_number_up_sets_no_cookie(client: CarefulClient) -> None:
    assert "Set-Cookie" not in client.get("/en/reply").headers
