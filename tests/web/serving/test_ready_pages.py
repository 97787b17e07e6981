"""Pages as files, from which the reverse proxy answers without asking Heard."""

import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, Response, request
from werkzeug.test import Client

from heard.web.headers import AROUND, KEPT
from heard.web.serving import ready_pages
from heard.web.serving.page_cache import EDITION, FRESH_UNTIL, UNTIMED, PageCache
from heard.web.serving.prepared_pages import prepared_as
from heard.web.serving.ready_pages import SLOT, ReadyPages
from tests.web.apps import small_app
from tests.web.serving.cached_site import Edition

NOW = 1_800_000_300.0  # 300 seconds into slot 1800000


class PublicSite:
    """A small site whose pages a test can change: guides, and one page by the clock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.words, self.version, self.changes_at = "first", 1, NOW + 3 * SLOT
        self.addresses = ["/en/", "/en/guide"]
        self.app = self._application()

    def _application(self) -> Flask:
        app = small_app()

        def page(words: str) -> Response:
            return Response(f'<!doctype html><meta charset="utf-8"><title>.</title>{words}')

        @app.get("/en/")
        def by_the_clock() -> Response:
            untimed = request.environ[UNTIMED]
            answer = page("call us" if untimed else f"open until {self.changes_at}")
            answer.headers[FRESH_UNTIL] = str(self.changes_at)
            return answer

        app.get("/en/guide", endpoint="guide")(lambda: page(request.environ[EDITION].words))
        app.get("/en/other", endpoint="other")(lambda: page("another"))
        return app

    def cache(self) -> PageCache[Edition]:
        cache = PageCache(
            self.app,
            Edition(self.version, self.words),
            addresses=lambda edition: self.addresses,
            renew=lambda old: Edition(self.version, self.words),
            revision=lambda: self.version,
            timed=lambda edition: ["/en/"],
            for_proxy=ReadyPages(self.folder / "ready"),
        )
        while cache.settle():
            pass
        return cache

    def change(self, cache: PageCache[Edition], words: str) -> None:
        self.words, self.version = words, self.version + 1
        cache.refresh()
        cache.hand_out()

    def read(self, name: str, encoding: str = "identity") -> str:
        kind, _, address = name.partition("/")
        path = self.folder / "ready" / kind / encoding / f"{address}.html"
        return path.read_text("utf-8") if path.exists() else ""

    def slots(self) -> dict[int, str]:
        return {
            int(each.name): (each / "identity/en/.html").read_text("utf-8")
            for each in sorted((self.folder / "ready/timed").iterdir())
        }


@pytest.fixture
def public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PublicSite]:
    monkeypatch.setattr("time.time", lambda: NOW)
    before = os.umask(0o077)  # as the unit of systemd sets it
    yield PublicSite(tmp_path)
    os.umask(before)


def test_a_guide_lies_ready_as_it_is_sent_and_its_time_gives_the_same_tag(public):
    cache = public.cache()
    cache.hand_out()
    for encoding in ("br", "gzip", "identity"):
        path = public.folder / f"ready/always/{encoding}/en/guide.html"
        status = path.stat()
        headers, body = _asked(cache, "/en/guide", encoding)
        assert path.read_bytes() == body
        assert headers["ETag"] == f'"{int(status.st_mtime):x}-{status.st_size:x}"'


def test_the_page_bears_its_policy_and_the_answer_what_it_cannot_say(public):
    cache = public.cache()
    cache.hand_out()
    headers, body = _asked(cache, "/en/guide", "identity")
    assert headers["Content-Security-Policy"] == AROUND
    assert b'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; ' in body
    assert body.index(b"Content-Security-Policy") < body.index(b"<title>")


def test_a_page_that_bears_no_policy_is_not_handed_out(public, caplog):
    public.app.get("/bare", endpoint="bare")(lambda: "<!doctype html><title>.</title>")
    public.addresses.append("/bare")
    public.cache().hand_out()
    assert "/bare does not bear its policy" in caplog.text
    assert public.read("always/bare") == ""
    assert "first" in public.read("always/en/guide")


def test_what_has_changed_is_replaced_and_what_went_is_taken_away(public):
    cache = public.cache()
    cache.hand_out()
    public.addresses = ["/en/", "/en/other"]
    public.change(cache, "second")
    assert public.read("always/en/guide") == ""
    assert "another" in public.read("always/en/other")


def test_what_an_earlier_process_left_is_put_right_by_the_next(public):
    public.cache().hand_out()
    guide = public.folder / "ready/always/br/en/guide.html"
    time, whole = guide.stat().st_mtime, guide.read_bytes()
    guide.write_bytes(b"x" * len(whole))  # by somebody who knew how its time is made
    os.utime(guide, (time, time))
    (public.folder / "ready/always/identity/en/withdrawn.html").write_text("withdrawn")
    again = public.cache()
    again.hand_out()
    assert guide.read_bytes() == _asked(again, "/en/guide", "br")[1]
    assert public.read("always/en/withdrawn") == ""


def test_nothing_is_taken_away_before_every_page_is_there(public):
    public.cache().hand_out()
    cache = PublicSite(public.folder).cache()
    cache._state.pages["/en/guide"] = None  # not made yet, as just after the start
    cache.hand_out()
    assert "first" in public.read("always/en/guide")


def test_the_hour_is_said_in_slots_that_are_over_before_it_changes(public):
    public.cache().hand_out()
    assert list(public.slots()) == [1_800_000, 1_800_001, 1_800_002]
    assert "open until" in public.slots()[1_800_000]


def test_a_slot_in_which_it_changes_is_left_to_heard_and_the_next_are_named_after_it(
    public, monkeypatch
):
    cache = public.cache()
    cache.hand_out()
    later = public.changes_at + 1
    monkeypatch.setattr("time.time", lambda: later)
    public.changes_at += 2 * SLOT + 800
    cache.hand_out()
    assert list(public.slots()) == [1_800_003, 1_800_004, 1_800_005]
    assert all(f"open until {public.changes_at}" in each for each in public.slots().values())


def test_other_hours_leave_no_slot_of_the_ones_before(public):
    cache = public.cache()
    cache.hand_out()
    public.changes_at = NOW + SLOT
    public.change(cache, "second")
    assert list(public.slots()) == [1_800_000]
    assert f"open until {public.changes_at}" in public.slots()[1_800_000]
    assert len(list((public.folder / "ready/states").iterdir())) == 1


def test_without_heard_a_page_says_nothing_of_the_hour(public):
    public.cache().hand_out()
    assert "call us" in public.read("untimed/en/")
    assert "open until" not in public.read("untimed/en/")
    assert public.read("always/en/") == ""


def test_the_proxys_user_can_read_all_of_it(public):
    public.folder.chmod(0o755)
    public.cache().hand_out()
    ready = public.folder / "ready"
    found = [ready, *(each for each in ready.rglob("*") if each.name != "lock")]
    assert {each.stat().st_mode & 0o777 for each in found} == {0o755, 0o644}


def test_what_cannot_be_written_is_asked_of_heard_and_tried_again(public, monkeypatch, caplog):
    cache = public.cache()
    cache.hand_out()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(ready_pages, "write_whole", full)
        public.change(cache, "second")
        cache.hand_out()
        assert public.read("always/en/guide") == ""
    assert caplog.text.count("No space left on device") == 1
    cache.hand_out()
    assert "second" in public.read("always/en/guide")


def test_a_folder_that_somebody_emptied_is_filled_again(public, monkeypatch):
    cache = public.cache()
    cache.hand_out()
    (public.folder / "ready/always/br/en/guide.html").unlink()
    monkeypatch.setattr("time.time", lambda: NOW + 61)
    cache.hand_out()
    assert (public.folder / "ready/always/br/en/guide.html").exists()


def test_a_second_worker_that_begins_writes_nothing_anew(public, monkeypatch):
    public.cache().hand_out()
    written = []
    monkeypatch.setattr(ready_pages, "write_whole", lambda path, *_, **__: written.append(path))
    second = public.cache()
    second.hand_out()
    second._state.pages["/en/guide"] = second._prepared(second.edition, "/en/guide")
    second.hand_out()  # a page compressed quickly does not take the place of the smallest
    assert written == []


def test_workers_that_are_at_different_pages_do_not_disturb_each_other(public, caplog):
    caches = [public.cache() for _ in range(4)]
    for number, cache in enumerate(caches):  # one has compressed more than the other
        cache._state.pages["/en/"] = replace(
            cache._prepared(cache.edition, "/en/"), fresh_until=NOW + (number + 2) * SLOT
        )

    def hand_out(cache: PageCache[Edition]) -> None:
        for number in range(20):
            page = cache._state.pages["/en/"]
            cache._state.pages["/en/"] = prepared_as(
                page.made, page.plain + b"%d" % number, page.fresh_until, lambda plain, _: plain
            )
            cache.hand_out()

    workers = [threading.Thread(target=hand_out, args=(cache,)) for cache in caches]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert caplog.text == ""
    assert "open until" in public.slots()[1_800_000]


def test_only_pages_for_everybody_bear_their_policy():
    answer = small_app().test_client().get("/page")
    assert "style-src" in answer.headers["Content-Security-Policy"]
    assert "http-equiv" not in answer.text
    assert KEPT not in answer.request.environ


def _asked(cache: PageCache[Edition], address: str, encoding: str) -> tuple[dict[str, str], bytes]:
    answer = Client(cache, Response).get(address, headers={"Accept-Encoding": encoding})
    return dict(answer.headers), answer.data
