"""Pictures and papers at the desk: logged, for whoever may open them, and as a download only."""

import re

import pytest

from heard.casework.reading import opening as reading
from heard.casework.reading.opened import sound_part
from heard.records import log, readings, submissions
from heard.records.scope import EVERYTHING
from heard.records.tables import files as table
from heard.records.tables import submission_files
from heard.vault.agent.client import LockedKey
from tests.casework.attached import PAPER, PICTURE, send_with_files
from tests.casework.founded import UNIT_PART

CALLED = "What he did to us.jpg"


@pytest.fixture
def sent(council):
    """A submission with a picture and a paper for the team, and a picture for the chairs alone."""
    return send_with_files(council, {CALLED: PICTURE, "letter.pdf": PAPER}, {"secret.jpg": PICTURE})


def address(reference, record):
    return f"/submissions/{reference}/files/{record['id']}"


def logged(council):
    with council.store.read() as conn:
        return [(row.actor, row.action, row.subject) for row in log.page(conn, None, 20)]


def test_a_picture_comes_as_a_download_under_a_neutral_name(sent, administrator):
    reference, (picture, paper, _) = sent
    answer = administrator.get(address(reference, picture))
    assert (answer.status_code, answer.data, answer.mimetype) == (200, PICTURE, "image/jpeg")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{reference}-1.jpg"'
    answer = administrator.get(address(reference, paper))
    assert (answer.data, answer.mimetype) == (PAPER, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{reference}-2.pdf"'


def test_no_browser_keeps_it_guesses_what_it_is_or_runs_anything_in_it(sent, administrator):
    reference, (picture, *_) = sent
    headers = administrator.get(address(reference, picture)).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"].endswith("; sandbox")
    assert headers["Cache-Control"].startswith("no-store")
    assert "What he did" not in str(headers)


def test_opening_a_file_is_written_down_before_it_is_opened(
    council, sent, administrator, monkeypatch
):
    reference, (picture, *_) = sent
    seen = []
    real = LockedKey.open_parts

    def watched(*args):
        seen.append(logged(council)[0])  # read by a connection of its own
        return real(*args)

    monkeypatch.setattr(LockedKey, "open_parts", watched)
    administrator.get(address(reference, picture))
    assert seen == [("ada", "file opened", f"{reference} {picture['id']}")]


def test_who_looks_at_one_file_has_not_opened_the_words_it_came_with(council, sent, administrator):
    reference, (picture, *_) = sent

    def parts():
        with council.store.read() as conn:
            found = submissions.find_by_reference(conn, EVERYTHING, reference)
            return [each.piece.part for each in readings.of_submission(conn, found.id)]

    administrator.get(address(reference, picture))
    assert parts() == []
    administrator.get(f"/submissions/{reference}")
    assert parts() == ["unit"]


def test_pictures_that_a_page_shows_again_and_again_leave_one_row_each(
    council, sent, administrator
):
    reference, (picture, paper, _) = sent
    for _ in range(3):
        administrator.get(f"/submissions/{reference}")
        administrator.get(f"/submissions/{reference}/pictures/{picture['id']}")
        administrator.get(address(reference, picture))
        administrator.get(address(reference, paper))
    rows = [row for row in logged(council) if "opened" in row[1]]
    assert sorted(rows) == sorted(
        [
            ("ada", "opened", reference),
            ("ada", "file opened", f"{reference} {picture['id']}"),
            ("ada", "file opened", f"{reference} {paper['id']}"),
        ]
    )


def test_an_address_that_names_no_file_leaves_no_row(council, sent, administrator):
    reference, _ = sent
    before = logged(council)
    for name in ("x", "%00", "0" * 36):
        assert administrator.get(f"/submissions/{reference}/files/{name}").status_code == 404
    assert logged(council) == before


def test_without_a_log_no_file_is_opened(council, sent, administrator, monkeypatch):
    def full(*args, **named):
        raise OSError("no space left")

    reference, (picture, *_) = sent
    monkeypatch.setattr(log, "append", full)
    monkeypatch.setattr(LockedKey, "open_parts", lambda *args: pytest.fail("it was opened"))
    assert administrator.get(address(reference, picture)).status_code == 500


def test_what_the_chair_alone_may_see_does_not_open_for_an_administrator(
    sent, administrator, chair
):
    reference, (*_, secret) = sent
    assert administrator.get(address(reference, secret)).status_code == 404
    answer = chair.get(address(reference, secret))
    assert answer.data == PICTURE
    assert f"{reference}-3.jpg" in answer.headers["Content-Disposition"]


def test_without_a_key_or_a_sign_in_there_is_no_file(council, sent, enter, browser):
    reference, (picture, *_) = sent
    translator = enter(council.add("tina", "translator"))
    assert translator.get(address(reference, picture)).status_code == 403
    assert browser.get(address(reference, picture)).location == "/sign-in"


@pytest.mark.parametrize("name", ["x", "%00", "..%2f..%2fetc", "' OR 1=1", "0" * 36])
def test_a_file_that_is_not_there_is_not_found(sent, administrator, name):
    reference, _ = sent
    assert administrator.get(f"/submissions/{reference}/files/{name}").status_code == 404
    assert administrator.get(f"/submissions/K7PM-3QXD/files/{name}").status_code == 404


def test_a_file_of_one_family_does_not_open_through_anothers_submission(
    council, sent, administrator
):
    _, (picture, *_) = sent
    other, _ = send_with_files(council, {"own.jpg": PICTURE})
    assert administrator.get(address(other, picture)).status_code == 404


def test_a_file_whose_bytes_were_moved_to_another_submission_is_not_found(
    council, sent, administrator
):
    reference, (picture, *_) = sent
    other, _ = send_with_files(council, {"own.jpg": PICTURE})
    with council.store.write() as conn:
        moved = reading.submissions.find_by_reference(conn, EVERYTHING, other).id
        conn.execute(
            submission_files.update()
            .where(submission_files.c.file_id == picture["id"])
            .values(submission_id=moved)
        )
    assert administrator.get(address(reference, picture)).status_code == 404
    assert administrator.get(address(other, picture)).status_code == 404


def test_a_changed_file_does_not_open(council, sent, administrator):
    reference, (picture, *_) = sent
    with council.store.write() as conn:
        conn.execute(table.update().values(body=b"\x01changed"))
    answer = administrator.get(address(reference, picture))
    assert answer.status_code == 500
    assert "This does not open" in answer.text


def test_the_page_names_each_file_as_the_family_called_it_and_shows_no_key(
    sent, administrator, chair
):
    reference, (picture, paper, secret) = sent
    page = administrator.get(f"/submissions/{reference}").text
    for record in (picture, paper):
        link = rf'<a href="{address(reference, record)}" download><bdi>{record["name"]}</bdi></a>'
        assert re.search(link, page)
        assert record["key"] not in page
    assert secret["id"] not in page
    page = chair.get(f"/submissions/{reference}").text
    assert address(reference, secret) in page
    assert "AGE-SECRET-KEY" not in page


def test_the_sheet_names_the_files_and_shows_no_key(council, chair):
    reference, (picture,) = send_with_files(council, {CALLED: PICTURE})
    sheet = chair.get(f"/submissions/{reference}/sheet").text
    assert picture["name"] in sheet
    assert "AGE-SECRET-KEY" not in sheet


@pytest.mark.parametrize(
    "change",
    [
        {"more": 1},
        {"size": "12"},
        {"size": True},
        {"size": -1},
        {"type": "text/html"},
        {"id": "../x"},
        {"id": 5},
        {"name": None},
    ],
)
def test_what_only_looks_like_a_file_is_text(sent, change):
    _, (picture, *_) = sent
    answers = {"papers": [{**picture, **change}], "mixed": [picture, "text"], "none": []}
    found = sound_part(holding(answers)).answers()
    assert all(isinstance(found[each], str) for each in ("papers", "mixed"))


def test_a_list_of_files_stays_whole(sent):
    _, records = sent
    assert sound_part(holding({"papers": records})).answers() == {"papers": records}


@pytest.mark.parametrize("kind", ["words", "any", "one", "scale", "unheard-of"])
def test_files_in_the_place_of_another_answer_break_no_page(council, chair, sent, kind):
    _, records = sent
    page = chair.get(f"/submissions/{council.send(holding({'worries': records}, kind))}")
    assert page.status_code == 200
    assert not [each for each in records if each["key"] in page.text]


def holding(answers, kind="files"):
    """A part with these answers, each to a question of that kind."""
    asked = [{"name": name, "kind": kind, "value": value} for name, value in answers.items()]
    return {**UNIT_PART, "pages": [{"slug": "papers", "readers": "team", "questions": asked}]}
