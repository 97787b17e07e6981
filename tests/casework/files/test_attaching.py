"""Adding pictures and papers to a form, and what becomes of them."""

import io
import threading
from contextlib import nullcontext
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from heard.casework.council.logbook import Logbook
from heard.casework.drafts import drafts
from heard.casework.files import attaching
from heard.casework.files.attaching import Arrived, NoDraft, attach, detach, short_name
from heard.casework.files.disk_space import room_for_files, room_for_words
from heard.casework.files.file_records import file_ids, files_in, is_file
from heard.casework.files.refusals import (
    LARGEST_FILE,
    LARGEST_TOGETHER,
    MOST_FILES,
    FileRefused,
    Refusal,
)
from heard.casework.retention import sweep
from heard.journeys.adults.disagree import DISAGREE
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.asked import IN_ENGLISH
from heard.journeys.model.audience import Audience
from heard.journeys.model.record import parts
from heard.records.database.store import Store
from heard.records.tables import files as table
from heard.vault.drafts import new_token
from heard.vault.opening import open_file
from tests.casework.founded import MORNING
from tests.casework.picturing import drawn, pdf, photo, saved

FORM = next(each for each in JOURNEYS if each.page("papers"))
PICTURE = saved(drawn(40, 30))


@pytest.fixture
def token(store: Store) -> str:
    """The token of a browser that has begun a form."""
    token = new_token()
    drafts.begin(store, token, FORM, MORNING)
    return token


def pictures(number):
    """So many pictures, all different."""
    return [saved(drawn(40 + each, 30)) for each in range(number)]


def add(store, token, content=PICTURE, name="letter.jpg", now=MORNING, **more):
    arrived = Arrived(name, io.BytesIO(content), **more)
    return attach(store, token, FORM, "papers", arrived, now)


def kept(store, token, now=MORNING):
    return drafts.read(store, token, FORM, now).answers.get("papers", [])


def pretend(store, token, sizes):
    """Let the draft hold files of these sizes."""
    first = add(store, token)
    with drafts.changing(store, token, FORM, MORNING) as (_, found):
        made_up = [
            {**first, "id": f"{n:08}{first['id'][8:]}", "size": s} for n, s in enumerate(sizes)
        ]
        found.draft.answers["papers"] = made_up


def stored(store):
    with store.read() as conn:
        return conn.scalar(select(func.count()).select_from(table))


def why(store, token, *args, **named):
    before = stored(store), kept(store, token)
    with pytest.raises(FileRefused) as refused:
        add(store, token, *args, **named)
    assert (stored(store), kept(store, token)) == before, "nothing is kept of what is refused"
    return refused.value


def test_a_picture_is_kept_sealed_and_opens_with_the_key_in_the_draft(store, token):
    record = add(store, token, photo(300, 200), "Zdjęcie z درخواست.JPG")
    assert is_file(record)
    assert (record["name"], record["type"]) == ("Zdjęcie z درخواست.JPG", "image/jpeg")
    assert kept(store, token) == [record]
    with store.read() as conn:
        body = conn.scalar(select(table.c.body).where(table.c.id == record["id"]))
    content = open_file(body, record["key"])
    assert len(content) == record["size"]
    assert content.startswith(b"\xff\xd8")
    assert content not in body


def test_several_files_stand_in_the_order_in_which_they_came(store, token):
    one, other = pictures(2)
    records = [add(store, token, each, "image.jpg") for each in (one, pdf(), other)]
    assert kept(store, token) == records
    assert [each["type"] for each in records].count("application/pdf") == 1


def test_a_file_that_comes_twice_is_added_once(store, token):
    """The answer to a post was lost on the way, and the phone posts again."""
    first = add(store, token)
    assert add(store, token) == first
    assert kept(store, token) == [first]
    assert stored(store) == 1


def test_two_photos_that_the_phone_calls_the_same_are_both_added(store, token):
    one, other = (add(store, token, each, "image.jpg") for each in pictures(2))
    assert kept(store, token) == [one, other]


def test_a_copy_under_another_name_is_added(store, token):
    one, other = (add(store, token, name=name) for name in ("a.jpg", "b.jpg"))
    assert kept(store, token) == [one, other]


def test_a_file_that_was_taken_out_can_be_added_again(store, token):
    first = add(store, token)
    with drafts.changing(store, token, FORM, MORNING) as (conn, found):
        detach(conn, found, "papers", first["id"])
    again = add(store, token)
    assert again["id"] != first["id"]
    assert kept(store, token) == [again]


def test_the_same_file_has_nothing_in_common_in_two_drafts(store, token):
    other = new_token()
    drafts.begin(store, other, FORM, MORNING)
    one, two = (add(store, each)["id"] for each in (token, other))
    assert one[:18] != two[:18]


def test_what_is_taken_out_again_is_swept(store, token):
    first, second = (add(store, token, each) for each in pictures(2))
    with drafts.changing(store, token, FORM, MORNING) as (conn, found):
        detach(conn, found, "papers", first["id"])
        detach(conn, found, "papers", "never there")
    assert kept(store, token) == [second]
    assert sweep(store, Logbook(bytes(32)), MORNING).files == 1
    with drafts.changing(store, token, FORM, MORNING) as (conn, found):
        detach(conn, found, "papers", second["id"])
    assert "papers" not in drafts.read(store, token, FORM, MORNING).answers
    assert sweep(store, Logbook(bytes(32)), MORNING).files == 1
    assert stored(store) == 0


def test_a_draft_that_dies_takes_its_files_along(store, token):
    add(store, token)
    assert sweep(store, Logbook(bytes(32)), MORNING + timedelta(minutes=5)).files == 0
    assert sweep(store, Logbook(bytes(32)), MORNING + timedelta(hours=2)).files == 1


def test_leaving_takes_the_files_along(store, token):
    add(store, token)
    drafts.leave(store, token, JOURNEYS)
    assert sweep(store, Logbook(bytes(32)), MORNING).files == 1


def test_the_ids_of_files_are_found_in_the_parts_that_are_sent(store, token):
    record = add(store, token)
    answers = {"papers": kept(store, token), "worries": ["a", "b"]}
    for reader in ("chair", "team"):
        unit, chair = parts(DISAGREE, answers, {"papers": Audience(reader)}, {}, IN_ENGLISH)
        assert file_ids(unit, chair) == [record["id"]]
        assert file_ids(chair) == ([record["id"]] if reader == "chair" else [])
    assert list(files_in(answers)) == [record]


def test_without_a_draft_nothing_is_kept(store):
    with pytest.raises(NoDraft):
        add(store, new_token())
    assert stored(store) == 0


def test_nothing_is_added_to_what_was_sent(store, token):
    with drafts.changing(store, token, FORM, MORNING) as (_, found):
        found.draft.sent = MORNING.isoformat()
    with pytest.raises(NoDraft):
        add(store, token)
    assert stored(store) == 0


def test_a_refusal_names_the_file(store, token):
    refused = why(store, token, b"MZ", "C:\\fakepath\\run.jpg")
    assert refused.reason is Refusal.NEITHER
    assert refused.values["name"] == "\u2068run.jpg\u2069"


def test_a_file_that_is_too_large_is_refused_without_being_opened(store, token, monkeypatch):
    monkeypatch.setattr(attaching, "examine", lambda *_, **__: pytest.fail("it was opened"))
    refused = why(store, token, b"\xff\xd8\xff" + bytes(LARGEST_FILE), "letter")
    assert (refused.reason, refused.values["most"]) == (Refusal.TOO_LARGE, 10)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("IMG_2041.JPG", Refusal.PHOTO_TOO_LARGE),
        ("a.b.heic", Refusal.PHOTO_TOO_LARGE),
        ("scan.webp", Refusal.PHOTO_TOO_LARGE),
        ("report.pdf", Refusal.TOO_LARGE),
        ("letter", Refusal.TOO_LARGE),
        ("our day.mp4", Refusal.NEITHER),
        ("voice.mp3", Refusal.NEITHER),
    ],
)
def test_the_advice_fits_what_is_too_large(store, token, name, reason):
    refused = why(store, token, b"", name, refused=Refusal.TOO_LARGE)
    assert refused.reason is reason
    assert ("smaller parts" in refused.words) == (reason is Refusal.TOO_LARGE)
    assert f"\u2068{name}\u2069" in refused.words % refused.values


def test_a_pdf_may_be_just_as_large_as_is_said(store, token):
    came = pdf()
    place = came.rindex(b"startxref")
    filled = came[:place] + b"%" + b" " * (LARGEST_FILE - len(came) - 2) + b"\n" + came[place:]
    assert len(filled) == LARGEST_FILE
    assert add(store, token, filled, "scan.pdf")["size"] < LARGEST_FILE, "it is written anew"


def test_what_the_spool_has_given_up_is_refused_for_that_reason(store, token):
    for reason in (Refusal.TOO_LARGE, Refusal.AT_ONCE_TOO_LARGE, Refusal.NO_ROOM):
        assert why(store, token, b"", "letter", refused=reason).reason is reason


def test_all_files_together_have_a_limit(store, token):
    pretend(store, token, [LARGEST_TOGETHER - 10])
    refused = why(store, token)
    assert (refused.reason, refused.values["most"]) == (Refusal.TOGETHER_TOO_LARGE, 30)


def test_there_is_a_limit_to_how_many(store, token, monkeypatch):
    pretend(store, token, [1] * MOST_FILES)
    monkeypatch.setattr(attaching, "examine", lambda *_, **__: pytest.fail("it was opened"))
    refused = why(store, token)
    assert (refused.reason, refused.values["most"]) == (Refusal.TOO_MANY, MOST_FILES)


def test_two_posts_at_once_cannot_go_past_the_limit(store, token, monkeypatch):
    pretend(store, token, [1] * (MOST_FILES - 1))
    inside = threading.Barrier(2, timeout=60)
    real = attaching.examine

    def together(content, **how):
        inside.wait()
        return real(content, **how)

    monkeypatch.setattr(attaching, "examine", together)
    monkeypatch.setattr(attaching, "turn", lambda *_: nullcontext())
    results, different = [], pictures(2)

    def post():
        try:
            results.append(add(store, token, different.pop())["name"])
        except FileRefused as refused:
            results.append(refused.reason)

    threads = [threading.Thread(target=post) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, results)) == ["letter.jpg", "too many"]
    assert len(kept(store, token)) == MOST_FILES


def test_with_a_disk_nearly_full_files_are_refused_and_words_are_not(store, token, monkeypatch):
    def free(size):
        monkeypatch.setattr(store, "free_bytes", lambda: size)

    free(1_000_000_000)
    assert room_for_files(store) and room_for_words(store)
    free(999_999_999)
    assert why(store, token).reason is Refusal.NO_ROOM
    assert room_for_words(store)
    free(199_999_999)
    assert not room_for_words(store)


@pytest.mark.parametrize(
    ("called", "short"),
    [
        ("C:\\Users\\me\\list.pdf", "list.pdf"),
        ("/home/me/../list.pdf", "list.pdf"),
        ("two\r\nlines\0.jpg", "two lines.jpg"),
        ("درخواست ‌نامه.pdf", "درخواست ‌نامه.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("x" * 500 + ".jpg", "x" * 120),
        ("", "?"),
        ("folder/", "?"),
    ],
)
def test_a_name_is_kept_in_any_script_without_what_nobody_sees(called, short):
    assert short_name(called) == short
