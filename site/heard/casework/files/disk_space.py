"""Whether there is room on a disk. Files are refused before words, and words before it is full."""

import shutil
from pathlib import Path

from heard.vault.errors import CannotSeal, SealFault

#: Bytes that must be free.
FOR_FILES = 1_000_000_000
FOR_WORDS = 200_000_000


def room_for_files(folder: Path) -> bool:
    """Whether pictures and papers can be taken, by what is free where `folder` lies."""
    return shutil.disk_usage(folder).free >= FOR_FILES


def room_for_words(folder: Path) -> bool:
    """Whether anything at all can be taken."""
    return shutil.disk_usage(folder).free >= FOR_WORDS


def require_room(folder: Path) -> None:
    """Raise CannotSeal where nothing could be stored, so that nobody types in vain."""
    if not room_for_words(folder):
        raise CannotSeal(SealFault.NO_ROOM)
