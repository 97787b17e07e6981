"""Where content, settings and translations come from, and how a change is noticed."""

from collections.abc import Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from heard.library.pages.pictures import PICTURES


class ContentSource(Protocol):
    """Gives the files of everything that families read.

    A source that keeps them elsewhere lays them out in folders, whole, before it says that it is
    at a new revision.
    """

    @property
    def content(self) -> Path:
        """Pages, contacts and glossary, by language."""

    @property
    def authority(self) -> Path:
        """The council's settings."""

    @property
    def translations(self) -> Path:
        """The catalogues of the program's own words."""

    @property
    def pictures(self) -> Path:
        """The drawings that stand in pages."""

    def revision(self) -> Hashable:
        """What tells one state of all these files from another; cheap to ask. Raises OSError."""


@dataclass(frozen=True)
class FolderSource:
    """Files in folders that people edit."""

    content: Path
    authority: Path
    translations: Path
    pictures: Path = PICTURES

    def revision(self) -> Hashable:
        """Every file with its size and the time of its last change of status (nanoseconds).

        The time of writing would not tell of a new name, or of an older file that is put back.
        """
        found = []
        for folder in dict.fromkeys((self.content, self.authority, self.translations)):
            for path in folder.rglob("*.*"):
                if not path.name.startswith("."):
                    status = path.stat()
                    found.append((str(path), status.st_size, status.st_ctime_ns))
        return frozenset(found)
