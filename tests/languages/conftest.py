"""Catalogues to break, in a temporary folder."""

from collections.abc import Callable
from pathlib import Path

import pytest
from babel.support import NullTranslations

from heard.languages.catalogues import PLURALS, compiled, ready_to_speak, sound_catalogue

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the catalogue of a language, in a folder of translations at `tmp_path`."""

    def _write(body: str, code: str = "pl", plural: str | None = None) -> Path:
        path = tmp_path / code / "LC_MESSAGES" / "messages.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        header = (
            'msgid ""\nmsgstr ""\n'
            f'"Language: {code}\\n"\n'
            '"Content-Type: text/plain; charset=utf-8\\n"\n'
            f'"Plural-Forms: {PLURALS[code] if plural is None else plural}\\n"\n\n'
        )
        path.write_text(header + body, "utf-8")
        return path

    return _write


@pytest.fixture
def speak(tmp_path: Path) -> Callable[[str], NullTranslations]:
    """The words of a language as they were written."""
    return lambda code: ready_to_speak(compiled(sound_catalogue(tmp_path, code)))
