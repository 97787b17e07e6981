"""Catalogues to break, in a temporary folder."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from heard.languages.catalogues import PLURALS, catalogue

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Writes the catalogue of a language; while the test runs the program reads it from there."""
    monkeypatch.setenv("HEARD_TRANSLATIONS", str(tmp_path))
    catalogue.cache_clear()

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

    yield _write
    catalogue.cache_clear()
