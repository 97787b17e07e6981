"""Each leaflet is made once, however many ask, and what is kept has a bound."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from heard.family.print import pdf_cache
from heard.family.print.pdf_cache import MOST_AT_ONCE, Busy, PdfCache


def test_fifty_who_ask_at_once_get_one_printing():
    pdfs, made = PdfCache(1000), []

    def make() -> bytes:
        made.append(1)
        time.sleep(0.05)
        return b"paper"

    def asks(_: int) -> bytes | None:
        try:
            return pdfs.printed("key", make)
        except Busy:
            return None

    with ThreadPoolExecutor(50) as crowd:
        got = list(crowd.map(asks, range(50)))
    assert len(made) == 1
    assert set(got) <= {b"paper", None}
    assert got.count(b"paper") >= MOST_AT_ONCE
    assert pdfs.printed("key", pytest.fail) == b"paper"


def test_few_wait_and_the_others_hear_so_at_once():
    pdfs, begun, go_on = PdfCache(1000), threading.Semaphore(0), threading.Event()

    def make() -> bytes:
        begun.release()
        go_on.wait(60)
        return b"paper"

    with ThreadPoolExecutor(MOST_AT_ONCE) as crowd:
        waiting = [crowd.submit(pdfs.printed, at, make) for at in range(MOST_AT_ONCE)]
        assert begun.acquire(timeout=60)
        while pdfs._places._value:
            time.sleep(0.01)
        with pytest.raises(Busy):
            pdfs.printed("one more", pytest.fail)
        go_on.set()
        assert [each.result(60) for each in waiting] == [b"paper"] * MOST_AT_ONCE


def test_nothing_is_made_for_somebody_who_has_gone():
    pdfs = PdfCache(1000)
    with pytest.raises(Busy):
        pdfs.printed("a", pytest.fail, left=lambda: True)
    assert pdfs.printed("a", lambda: b"paper", left=lambda: False) == b"paper"


def test_whoever_waits_too_long_gives_up(monkeypatch):
    monkeypatch.setattr(pdf_cache, "_PATIENCE", 0.1)
    one, other = PdfCache(1000), PdfCache(1000)

    def while_it_is_made() -> bytes:
        with pytest.raises(Busy):
            other.printed("another process", pytest.fail)
        return b"paper"

    assert one.printed("a", while_it_is_made) == b"paper"


def test_one_leaflet_is_made_at_a_time():
    pdfs, busy, most = PdfCache(1000), [], []

    def make() -> bytes:
        busy.append(1)
        most.append(len(busy))
        time.sleep(0.01)
        busy.pop()
        return b"paper"

    with ThreadPoolExecutor(MOST_AT_ONCE) as crowd:
        list(crowd.map(lambda at: pdfs.printed(at, make), range(8)))
    assert set(most) == {1}
    assert len(most) == 8


def test_what_is_kept_has_a_bound_and_what_was_used_last_stays():
    pdfs = PdfCache(25)
    for key in "ab":
        pdfs.printed(key, lambda: b"ten bytes!")
    pdfs.printed("a", pytest.fail)
    pdfs.printed("c", lambda: b"ten bytes!")
    pdfs.printed("a", pytest.fail)
    pdfs.printed("c", pytest.fail)
    assert pdfs.printed("b", lambda: b"made anew") == b"made anew"


def test_a_leaflet_larger_than_the_bound_is_handed_out_and_not_kept():
    pdfs = PdfCache(3)
    assert pdfs.printed("a", lambda: b"larger") == b"larger"
    assert pdfs.printed("a", lambda: b"again!") == b"again!"


def test_a_fault_stops_nobody_else():
    pdfs = PdfCache(100)
    with pytest.raises(ZeroDivisionError):
        pdfs.printed("a", lambda: 1 // 0)
    assert pdfs.printed("a", lambda: b"paper") == b"paper"
