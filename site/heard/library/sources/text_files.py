"""Reading a file that people write: what is wrong with it is said by the file's name."""

from pathlib import Path

from heard.library.sources.problems import ContentError, Problem


def read_text(path: Path, file: str) -> str:
    """The words in a file; `file` is its name in messages. Raises ContentError."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        what = "is missing"
    except UnicodeDecodeError as error:
        what = f"is not UTF-8: {error.reason} at byte {error.start}"
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    raise ContentError([Problem(file, what)])
