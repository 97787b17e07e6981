"""Files that are written whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_whole(
    path: Path, content: bytes, *, mode: int = 0o644, modified: int | None = None
) -> None:
    """Put `content` in the place of the file at `path`, which may not be there yet.

    `modified` is the time that the file shall bear, in POSIX seconds, where it is not the present.
    Whoever reads meanwhile sees the old file or the new one, and so does the next start after a
    power cut. Folders are made as they are needed. Raises OSError, and leaves what stood.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), mode)
            if modified is not None:
                os.utime(file.fileno(), (modified, modified))
        Path(name).replace(path)
        _keep_its_name(path.parent)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _keep_its_name(folder: Path) -> None:
    """A new name lies in the folder, which the disk keeps apart from the file."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
