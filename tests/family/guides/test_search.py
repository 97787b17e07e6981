"""Search: what people type, and where it leads."""

import csv
import re
from pathlib import Path

import pytest
from flask import Flask

from heard.family.guides.children_frame import in_a_world
from heard.family.guides.search import Place, indexes
from tests.support.clients import CarefulClient

QUERIES = Path(__file__).parents[2] / "library" / "search" / "search_queries.tsv"
LANGUAGES = ("en", "pl", "ur")


def wanted() -> list[tuple[str, list[str]]]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return [
            (row["query"], row["wanted"].split("|")) for row in csv.DictReader(file, delimiter="\t")
        ]


def found(app: Flask, query: str, kind: str) -> list[str]:
    """What is found for a query, best first, as the list of queries names it."""
    index = indexes(app.extensions["site"].edition, "en")
    if kind == "word":
        return [f"word:{hit.thing.id}" for hit in index.words.search(query)]
    if kind == "contact":
        return [f"contact:{hit.thing.id}" for hit in index.contacts.search(query)]
    return [
        f"place:{hit.thing.endpoint}"
        if isinstance(hit.thing, Place)
        else f"{hit.thing.kind}:{hit.thing.slug}"
        for hit in index.pages.search(query)
    ]


@pytest.mark.parametrize(("query", "right"), wanted())
def test_what_people_type_leads_to_the_right_page_first_or_second(
    family_app: Flask, query: str, right: list[str]
) -> None:
    kind = right[0].partition(":")[0]
    first_two = found(family_app, query, kind)[:2]
    assert set(first_two) & set(right), f"{query!r} leads to {first_two}"


def test_there_are_at_least_sixty_such_queries_and_every_guide_is_asked_for(
    family_app: Flask,
) -> None:
    assert len(wanted()) >= 60
    guides = family_app.extensions["site"].library.guides("en")
    # Children are led to theirs by their age, and find them apart from the others.
    guides = [each for each in guides if not in_a_world(each)]
    asked = {each for _, right in wanted() for each in right}
    assert {f"guide:{guide.slug}" for guide in guides} <= asked


def test_what_a_child_asks_is_found_among_the_pages_for_children(client: CarefulClient) -> None:
    found = client.post("/en/search", data={"words": "do i have to go"}).text
    _, _, young = found.partition("For children and young people")
    assert re.search(r"/en/guides/(young|kids|teens)-do-i-go", young)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_open_box_and_nothing_else_before_anything_is_asked(
    client: CarefulClient, language: str
) -> None:
    text = client.get(f"/{language}/search").text
    assert 'method="post"' in text
    assert 'autocomplete="off"' in text
    assert "<h2>" not in text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_results_lead_to_the_heading_that_fits(client: CarefulClient, language: str) -> None:
    answer = client.post(f"/{language}/search", data={"words": "core group"})
    assert answer.status_code == 200
    (address,) = set(re.findall(rf'href="(/{language}/words#word-core-group)"', answer.text))
    assert 'id="word-core-group"' in client.get(address.partition("#")[0]).text
    for page, anchor in re.findall(r'class="card" href="([^"#]+)#([^"]+)"', answer.text):
        assert f'id="{anchor}"' in client.get(page).text


def test_an_urdu_word_finds_the_urdu_page(client: CarefulClient) -> None:
    text = client.post("/ur/search", data={"words": "ترجمان"}).text
    assert 'href="/ur/guides/who-is-there#interpreter"' in text


def test_a_polish_word_is_found_however_it_is_bent_and_typed(client: CarefulClient) -> None:
    for typed in ("tłumacz", "tlumacza", "TŁUMACZEM"):
        text = client.post("/pl/search", data={"words": typed}).text
        assert 'href="/pl/words#word-interpreter"' in text, typed


def test_where_nothing_is_found_it_says_so_and_whom_to_call(client: CarefulClient) -> None:
    text = client.post("/en/search", data={"words": "pizza"}).text
    assert "Nothing found" in text
    assert "01632 960101" in text
    assert "Family Rights Group" in text


def test_whoever_may_be_in_danger_sees_first_whom_to_call(client: CarefulClient) -> None:
    text = client.post("/en/search", data={"words": "he is going to kill me"}).text
    assert text.index('href="tel:999"') < text.index('class="card"')


def test_what_was_typed_stays_in_the_box_and_nowhere_else(client: CarefulClient) -> None:
    typed = '"><script>alert(1)</script> mum'
    answer = client.post("/en/search", data={"words": typed})
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)' in answer.text
    assert "<script>alert" not in answer.text
    assert answer.headers["Cache-Control"].startswith("no-store")
    assert "Set-Cookie" not in answer.headers
    assert "alert" not in re.sub(r'value="[^"]*"', "", answer.text)


def test_words_in_an_address_are_not_looked_for(client: CarefulClient) -> None:
    text = client.get("/en/search?words=interpreter").text
    assert "interpreter" not in text.partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_question_is_asked_again(client: CarefulClient, typed: str) -> None:
    answer = client.post("/en/search", data={"words": typed})
    assert answer.status_code == 422
    assert "Please type a word or a question." in answer.text


def test_home_and_every_foot_lead_to_search(client: CarefulClient) -> None:
    assert 'class="card" href="/en/search"' in client.get("/en/").text
    assert 'href="/en/search"' in client.get("/en/guides/the-meeting").text.partition("<footer")[2]
