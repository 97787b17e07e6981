"""Promise 10: 33 of 33 forms (11 in 3 languages) are sent without script.

Everyone can send.

Here every form, in every language that the council has, over HTTP as a browser without script posts
it. By keyboard, at 320 pixels, at 400 % zoom and before axe: `tests/browser/test_every_form.py`.
"""

import re

import pytest

from heard.authority.installation import ROOT
from heard.authority.settings import load_council
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.journey import Journey
from heard.vault.receipts import read_receipt
from tests.family.forms.test_every_form import post, walk
from tests.family.forms.test_filling import receipt_on
from tests.support.answering import routes
from tests.support.clients import CarefulClient
from tests.support.houses import Built
from tests.support.opening import newest_opened

LANGUAGES = load_council(ROOT / "content" / "authority").languages


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_every_form_is_sent_in_every_language_without_script(
    client: CarefulClient, family_house: Built, journey: Journey, language: str
) -> None:
    form = f"/{language}/forms/{journey.slug}"
    walk(client, journey, language, next(routes(journey)), "everyone")
    check = client.get(f"{form}/check").text
    assert re.search(r'<html[^>]* lang="(..)"', check)[1] == language
    assert post(client, f"{form}/check", "send", {}).location == f"{form}/sent"
    number = receipt_on(client.get(f"{form}/sent").text)
    assert read_receipt(number)
    assert newest_opened(family_house).parts
    assert client.post(f"/{language}/reply", data={"receipt": number}).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_is_found_from_the_first_page(client: CarefulClient, language: str) -> None:
    """By links alone, in at most three steps: a child says first how old they are."""
    found, begin = set(), {f"/{language}/"}
    for _ in range(3):
        begin = {place for each in begin for place in _links(client, each, language)} - found
        found |= begin
    assert found >= {f"/{language}/forms/{journey.slug}" for journey in JOURNEYS}


def _links(client: CarefulClient, page: str, language: str) -> set[str]:
    return set(re.findall(rf'href="(/{language}/[^"#?.]*)["#?]', client.get(page).text))


def test_the_figure_is_that_of_forms_and_languages() -> None:
    forms, languages = len(JOURNEYS), len(LANGUAGES)
    figure = f"{forms * languages} of {forms * languages} forms ({forms} in {languages} languages)"
    assert figure in (__doc__ or "")
