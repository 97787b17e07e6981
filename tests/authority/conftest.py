"""Settings folders to break, one for each test."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from heard.authority.installation import ROOT
from tests.authority.least import LEAST, LEAST_WORDS

#: Changes a settings file: what stands there, and what shall stand there.
Change = Callable[..., Path]


@pytest.fixture
def change(tmp_path: Path) -> Change:
    """A copy of the fictional council's settings in which one text is put in another's place."""
    folder = tmp_path / "authority"
    shutil.copytree(ROOT / "content" / "authority", folder)

    def _change(old: str = "", new: str = "", file: str = "council.toml") -> Path:
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text, f"{file} does not say {old!r}"
        path.write_text(text.replace(old, new), "utf-8")
        return folder

    return _change


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """A settings folder of the two texts given."""

    def _write(settings: str = LEAST, words: str = LEAST_WORDS) -> Path:
        (tmp_path / "texts").mkdir(exist_ok=True)
        (tmp_path / "council.toml").write_text(settings, "utf-8")
        (tmp_path / "texts" / "en.toml").write_text(words, "utf-8")
        return tmp_path

    return _write
