"""Whether there is room on a disk. Files are refused before words, and words before it is full."""

import shutil
import tempfile

from heard.casework.files.refusals import LARGEST_TOGETHER
from heard.records.database.store import Store
from heard.vault.errors import CannotSeal, SealFault

#: Bytes that must be free where the database lies.
FOR_FILES = 1_000_000_000
FOR_WORDS = 200_000_000

#: Bytes that must be free where files lie, encrypted, on their way: those of two families at once.
ON_THE_WAY = 2 * LARGEST_TOGETHER


def room_for_files(store: Store) -> bool:
    """Whether pictures and papers can be stored, as far as is known."""
    return _has(store, FOR_FILES)


def room_on_the_way() -> bool:
    """Whether pictures and papers can come in at all."""
    return shutil.disk_usage(tempfile.gettempdir()).free >= ON_THE_WAY


def room_for_words(store: Store) -> bool:
    """Whether anything at all can be stored, as far as is known."""
    return _has(store, FOR_WORDS)


def require_room(store: Store) -> None:
    """Raise CannotSeal where nothing could be stored, so that nobody types in vain."""
    if not room_for_words(store):
        raise CannotSeal(SealFault.NO_ROOM)


def _has(store: Store, wanted: int) -> bool:
    free = store.free_bytes()
    return free is None or free >= wanted
