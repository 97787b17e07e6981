"""A PDF that means harm is refused, or what is kept of it shows its pages and does nothing else.

The files are in `hostile_pdfs`, each under the name of what it tries.
"""

from pathlib import Path

import pytest

from heard.casework.files.examining import examine
from heard.casework.files.pdfs import pages_alone
from heard.casework.files.refusals import FileRefused, Refusal
from tests.casework.files.hostile_pdfs import HOSTILE
from tests.casework.files.pdf_readers import AT_HAND, complaints

#: What a family would miss if it were left out without a word.
LOST_OTHERWISE = (
    *("a file in the tree of names", "a file pinned to a page", "a file of the catalog"),
    *("a collection of files", "a form of forms (XFA)", "a rich film"),
    *("a body in three dimensions", "a film", "a sound", "a screen with a film"),
)

#: Who finds what in some of them as they came.
FOUND_IN = {
    "when opened: JavaScript": ("bytes", "qpdf"),
    "a script when a page opens": ("bytes", "qpdf", "pdfinfo"),
    "a file in the tree of names": ("bytes", "qpdf", "pdfdetach"),
    "a second end, to a packed table": ("bytes", "qpdf"),
    "a script in signs by number": ("bytes", "qpdf"),
    "a file behind a picture's end": ("bytes",),
    "pages that lead to themselves": ("qpdf",),
}


def test_there_are_more_than_a_hundred() -> None:
    assert len(HOSTILE) > 150
    assert len(set(HOSTILE.values())) == len(HOSTILE)


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_in_what_is_kept_runs_calls_or_carries_a_file(name: str, tmp_path: Path) -> None:
    try:
        kept = pages_alone(HOSTILE[name]).content
    except FileRefused as refused:
        assert refused.reason in (
            Refusal.DAMAGED,
            Refusal.MORE_THAN_PAGES,
            Refusal.PICTURE_INSIDE,
            Refusal.TOO_MANY_PAGES,
        )
        return
    assert kept != HOSTILE[name]
    assert complaints(kept, tmp_path) == []
    assert pages_alone(kept).content == kept, "there is nothing left to leave out"


@pytest.mark.parametrize("name", LOST_OTHERWISE)
def test_what_no_page_shows_is_not_left_out_in_silence(name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        pages_alone(HOSTILE[name])
    assert refused.value.reason is Refusal.MORE_THAN_PAGES


@pytest.mark.parametrize("name", FOUND_IN)
def test_those_who_check_what_is_kept_can_find_something(name: str, tmp_path: Path) -> None:
    """So that an empty list means what it says."""
    said = {each.partition(":")[0] for each in complaints(HOSTILE[name], tmp_path)}
    assert said >= {each for each in FOUND_IN[name] if each in AT_HAND}


@pytest.mark.parametrize("name", ["when opened: JavaScript", "a second end, to a packed table"])
def test_the_same_comes_out_of_the_process_in_which_files_are_opened(name: str) -> None:
    examined = examine(HOSTILE[name])
    assert (examined.content, examined.less) == (pages_alone(HOSTILE[name]).content, True)
