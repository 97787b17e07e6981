"""A paper from a family's phone to a chair's computer: what arrives is another file, and clean."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from heard.authority.installation import Installation
from heard.desk.app import create_app
from tests.casework.files.hostile_pdfs import HOSTILE
from tests.casework.files.pdf_readers import complaints
from tests.casework.files.raw_pdfs import a_page, file_of
from tests.casework.founded import LIGHT_COSTS, PASSWORD, FoundedCouncil, code_at
from tests.family.forms.test_uploads import PAPERS, add, begun, send
from tests.support.clients import CarefulClient
from tests.support.houses import Built

__all__ = ["begun"]

LEFT_OUT = "We keep how its pages look."


@pytest.fixture
def chair(family_house: Built, monkeypatch: pytest.MonkeyPatch) -> CarefulClient:
    """A chair's browser at the desk of the same house, signed in."""
    folder = family_house.data
    monkeypatch.setenv("HEARD_DESK_SECRETS", str(folder / "desk"))
    council = FoundedCouncil(
        family_house.store, folder / "family", folder / "desk", family_house.recovery_file
    )
    now = datetime.now(UTC)
    person = council.add("cy.papers", "chair", now=now)
    browser = CarefulClient(
        create_app(Installation.from_environment(), family_house.store, **LIGHT_COSTS)
    )
    code = code_at(person, now)
    entered = browser.submit("/sign-in", name=person.name, password=PASSWORD, code=code)
    assert entered.status_code == 303
    return browser


def test_what_a_chair_gets_of_a_hostile_paper_is_another_file_and_does_nothing(
    begun: CarefulClient, chair: CarefulClient, tmp_path: Path
) -> None:
    came = HOSTILE["a second end, to a packed table"]
    assert add(begun, ("letter.pdf", came), ("plain.pdf", file_of(a_page()))).status_code == 303
    assert begun.get(PAPERS).text.count(LEFT_OUT) == 1, "of the one, and not of the other"
    send(begun)
    newest = re.search(r'href="(/submissions/[^"?#]+)', chair.get("/").text)[1]
    page = chair.get(newest).text
    assert page.count("Only how its pages look was kept") == 1
    first, second = re.findall(rf'href="({newest}/files/[^"]+)"', page)
    for place in (first, second):
        got = chair.get(place)
        assert "attachment" in got.headers["Content-Disposition"]
        assert got.data not in (came, file_of(a_page()))
        assert complaints(got.data, tmp_path) == []
