"""Each leaflet is made once, however many ask, and what is kept has a bound."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from heard.family.print.pdf_cache import PdfCache


def test_fifty_who_ask_at_once_get_one_printing():
    pdfs, made = PdfCache(1000), []

    def make() -> bytes:
        made.append(1)
        time.sleep(0.05)
        return b"paper"

    with ThreadPoolExecutor(50) as crowd:
        got = list(crowd.map(lambda _: pdfs.printed("key", make), range(50)))
    assert got == [b"paper"] * 50
    assert len(made) == 1


def test_one_leaflet_is_made_at_a_time():
    pdfs, busy, most = PdfCache(1000), [], []

    def make() -> bytes:
        busy.append(1)
        most.append(len(busy))
        time.sleep(0.01)
        busy.pop()
        return b"paper"

    with ThreadPoolExecutor(8) as crowd:
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
