"""Any change on the disk is noticed: a word, a new page, one that goes, one that is put back."""

import os
import time

import pytest

from heard.library.sources.content_source import FolderSource


def revision(content, authority=None):
    return FolderSource(content, authority or content, content / "translations").revision()


@pytest.fixture
def folder(tmp_path):
    """Two pages, one in a folder of its own."""
    (tmp_path / "guides").mkdir()
    (tmp_path / "guides" / "one.md").write_text("one")
    (tmp_path / "council.toml").write_text("two")
    time.sleep(0.02)  # the clock of a file system is coarse
    return tmp_path


def test_as_long_as_nothing_changes_the_answer_is_the_same(folder):
    assert revision(folder) == revision(folder)


def test_a_changed_word_is_noticed(folder):
    before = revision(folder)
    (folder / "guides" / "one.md").write_text("ONE")
    assert revision(folder) != before


def test_a_new_page_and_one_that_goes_are_noticed(folder):
    before = revision(folder)
    (folder / "guides" / "two.md").write_text("two")
    grown = revision(folder)
    assert grown != before
    (folder / "council.toml").unlink()
    assert revision(folder) not in (before, grown)


def test_a_page_under_a_new_name_is_noticed(folder):
    before = revision(folder)
    (folder / "guides" / "one.md").rename(folder / "guides" / "other.md")
    assert revision(folder) != before


def test_an_older_file_put_back_in_place_is_noticed(folder, tmp_path_factory):
    kept = tmp_path_factory.mktemp("backup") / "one.md"
    kept.write_text("as it was")
    os.utime(kept, (1_000_000_000, 1_000_000_000))
    before = revision(folder)
    kept.rename(folder / "guides" / "one.md")
    assert revision(folder) != before


def test_every_folder_is_looked_at(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    before = revision(folder, other)
    (other / "words.po").write_text("words")
    assert revision(folder, other) != before


def test_a_folder_that_is_not_there_is_no_fault(tmp_path):
    assert revision(tmp_path / "nowhere") == revision(tmp_path / "nowhere")
