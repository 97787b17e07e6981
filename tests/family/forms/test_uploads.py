"""Adding pictures and papers to a form, over HTTP."""

import io
import re
import shutil
from collections import namedtuple
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image
from sqlalchemy import select

from heard.casework.council.logbook import load_logbook
from heard.casework.files import examining
from heard.casework.retention import sweep
from heard.records.tables import draft_files, files, submission_files
from tests.family.forms.test_filling import stored
from tests.support.clients import CarefulClient, token
from tests.support.houses import Built
from tests.support.opening import newest_opened
from tests.support.walls import WITHOUT

FORM = "/en/forms/your-side"
PAPERS = f"{FORM}/papers"


def photograph(colour: str = "teal", place: str = "") -> bytes:
    """A picture as a phone makes it, with the place in it."""
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = place
    Image.new("RGB", (64, 48), colour).save(made, "JPEG", exif=exif)
    return made.getvalue()


@pytest.fixture
def begun(client: CarefulClient) -> CarefulClient:
    """A family that has the report and has come to the page for papers."""
    page = client.get(f"{FORM}/has-it-come").text
    client.post(f"{FORM}/has-it-come", data={"csrf_token": token(page), "had_report": "yes"})
    return client


def add(client: CarefulClient, *chosen: tuple[str, bytes], do: str = "stay"):
    page = client.get(PAPERS).text
    return client.post(
        PAPERS,
        data={
            "csrf_token": token(page),
            "do": do,
            "papers": [(io.BytesIO(content), name) for name, content in chosen],
        },
        content_type="multipart/form-data",
    )


def send(client: CarefulClient) -> None:
    client.submit(f"{FORM}/you", relation="mother")
    client.submit(f"{FORM}/which-meeting", child_first_name="Adam")
    assert client.submit(f"{FORM}/check", do="send").location == f"{FORM}/sent"


def test_what_was_added_is_named_on_the_page_at_the_check_and_in_the_copy(
    begun: CarefulClient,
) -> None:
    assert add(begun, ("رپورٹ صفحہ 3.jpg", photograph())).location == PAPERS
    assert "رپورٹ صفحہ 3.jpg" in begun.get(PAPERS).text
    send(begun)
    assert "رپورٹ صفحہ 3.jpg" in begun.get(f"{FORM}/sent").text


def test_what_was_added_is_sent_along_and_the_place_is_not(
    begun: CarefulClient, family_house: Built
) -> None:
    add(begun, ("a.jpg", photograph(place="12 Canary Row")), ("b.jpg", photograph("red")))
    send(begun)
    opened = newest_opened(family_house)
    sent = opened.chair["papers"]
    assert [each["name"] for each in sent] == ["a.jpg", "b.jpg"]
    with family_house.store.read() as conn:
        held = conn.scalars(
            select(submission_files.c.file_id).where(submission_files.c.submission_id == opened.id)
        ).all()
        bodies = conn.scalars(select(files.c.body)).all()
    assert set(held) == {each["id"] for each in sent}
    assert not any(b"Canary" in body for body in bodies)


def test_it_can_be_taken_out_again_and_is_swept(begun: CarefulClient, family_house: Built) -> None:
    add(begun, ("a.jpg", photograph()), ("b.jpg", photograph()))
    page = begun.get(PAPERS).text
    first = page.split('value="drop:')[1].split('"')[0]
    answer = begun.post(PAPERS, data={"csrf_token": token(page), "do": f"drop:{first}"})
    assert answer.location == PAPERS
    page = begun.get(PAPERS).text
    assert "a.jpg" not in page
    assert "b.jpg" in page
    sweep(family_house.store, load_logbook(family_house.data / "desk"), datetime.now(UTC))
    with family_house.store.read() as conn:
        assert first not in conn.scalars(select(files.c.id)).all()


def test_a_bad_file_is_named_beside_the_field_and_the_good_ones_are_kept(
    begun: CarefulClient,
) -> None:
    answer = add(begun, ("good.jpg", photograph()), ("notes.jpg", b"just words"), do="next")
    assert answer.status_code == 422
    assert "<title>Error:" in answer.text
    assert "notes.jpg" in answer.text
    assert "is not a picture or a PDF" in answer.text
    assert 'value="drop:' in answer.text


def test_a_file_that_is_too_large_is_refused_calmly(begun: CarefulClient) -> None:
    answer = add(begun, ("large.jpg", photograph() + b"\0" * (10 * 1024 * 1024)))
    assert answer.status_code == 422
    assert "10 MB" in answer.text


def test_going_on_adds_what_was_chosen_too(begun: CarefulClient) -> None:
    assert add(begun, ("a.jpg", photograph()), do="next").location == f"{FORM}/you"
    assert "a.jpg" in begun.get(PAPERS).text


def test_a_draft_that_is_thrown_away_holds_no_file_any_more(
    begun: CarefulClient, family_house: Built
) -> None:
    add(begun, ("a.jpg", photograph()))
    before = stored(family_house, draft_files)
    begun.submit(f"{FORM}/stop", do="throw")
    assert stored(family_house, draft_files) == before - 1


def test_when_the_disk_runs_low_files_are_refused_and_words_are_not(
    begun: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    Usage = namedtuple("Usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2**40, 2**40, 500_000_000))
    assert "We cannot take files just now" in begun.get(PAPERS).text
    answer = add(begun, ("a.jpg", photograph()))
    assert answer.status_code == 422
    assert "You can still send your words" in answer.text
    send(begun)


@pytest.mark.parametrize("decided", [False, True])
def test_where_nothing_walls_a_file_in_the_council_decides_whether_it_is_taken(
    begun: CarefulClient, monkeypatch: pytest.MonkeyPatch, decided: bool
) -> None:
    monkeypatch.setattr(examining, "COMMAND", (*WITHOUT, *examining.COMMAND))
    monkeypatch.setattr("heard.casework.files.file_taking.walls_hold", lambda: False)
    site = begun.app.extensions["site"]
    council = replace(site.council, files_without_walls=decided)
    edition = replace(site.edition, council=council)
    monkeypatch.setitem(begun.app.extensions, "site", replace(site, edition=edition))
    assert ("We cannot take files just now" in begun.get(PAPERS).text) != decided
    answer = add(begun, ("a.jpg", photograph()))
    assert answer.status_code == (303 if decided else 422)
    assert ("so \u2068a.jpg\u2069 was not added" in answer.text) != decided
    send(begun)


def test_when_the_disk_is_full_the_form_is_closed_and_keeps_what_was_typed(
    begun: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = begun.get(f"{FORM}/anything-else").text
    Usage = namedtuple("Usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2**40, 2**40, 1_000_000))
    answer = begun.post(
        f"{FORM}/anything-else",
        data={"csrf_token": token(page), "do": "next", "chair_to_know": "My words"},
    )
    assert answer.status_code == 503
    assert "My words</textarea>" in answer.text
    assert "01632 960101" in answer.text


def test_a_page_without_files_takes_no_large_post(begun: CarefulClient) -> None:
    page = begun.get(f"{FORM}/you").text
    answer = begun.post(
        f"{FORM}/you",
        data={"csrf_token": token(page), "x": (io.BytesIO(b"x" * 4_000_000), "x.jpg")},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 413


@pytest.mark.parametrize("do", ["next", "stay", "back", "stop", "language:ur", "visit:privacy"])
def test_a_file_that_was_refused_is_named_whichever_button_was_pressed(
    begun: CarefulClient, do: str
) -> None:
    answer = add(begun, ("letter.docx", b"PK not a picture"), do=do)
    assert answer.status_code == 422
    assert "letter.docx" in answer.text
    assert add(begun, do=do).status_code == 303


def test_a_file_that_was_refused_keeps_nobody_from_help(begun: CarefulClient) -> None:
    answer = add(begun, ("letter.docx", b"PK not a picture"), do="danger")
    assert answer.location == f"{FORM}/help?back=papers"


def test_what_was_taken_is_listed_on_a_page_that_comes_back_for_another_mistake(
    client: CarefulClient,
) -> None:
    form = "/en/forms/three-houses"
    client.submit(f"{form}/who-writes", pen="alone")
    page = client.get(f"{form}/good-things").text
    answer = client.post(
        f"{form}/good-things",
        data={
            "csrf_token": token(page),
            "do": "next",
            "good_things": "x" * 10_001,
            "good_things_pictures": [
                (io.BytesIO(photograph()), "cat.jpg"),
                (io.BytesIO(b"no picture"), "letter.docx"),
            ],
        },
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    assert "x" * 10_001 in answer.text
    assert "too long" in answer.text
    assert "cat.jpg" in answer.text.split("Added so far")[1]
    assert "letter.docx" in answer.text.split("Added so far")[0]


def test_whoever_comes_back_too_late_reads_which_files_are_to_be_added_once_more(
    begun: CarefulClient, family_house: Built
) -> None:
    assert add(begun, ("letter 1.jpg", photograph())).location == PAPERS
    page = begun.get(PAPERS).text
    assert 'name="listed_file" value="letter 1.jpg"' in page
    begun.browser.delete_cookie("hf")
    answer = begun.post(
        PAPERS,
        data={
            "csrf_token": token(page),
            "do": "next",
            "listed_file": "letter 1.jpg",
            "papers": [(io.BytesIO(photograph("red")), "letter 2.jpg")],
        },
        content_type="multipart/form-data",
    )
    assert answer.status_code == 422
    told = answer.text.split("it could not be kept:")[1].split("</p>")[0]
    assert re.findall("<bdi>(.*?)</bdi>", told) == ["letter 1.jpg", "letter 2.jpg"]
