"""The process in which a family's file is opened: alone, with nothing to take and little to use.

It reads a file from its standard input, and writes one line, the type of what is kept or why the
file is refused; after the type the file as it was written anew. It holds no key and
no environment, can open no file and no connection, and is ended when it takes too much memory or
time. So a file that was made to break its reader breaks nothing else.

`examining` starts it.
"""

import resource
import sys

from heard.casework.files.file_kinds import JPEG, PDF, kind_of
from heard.casework.files.refusals import FileRefused

#: Bytes of memory of its own, and seconds of a processor: ten times what the largest photo of a
#: phone takes, or a scanned letter of many pages. A file that was made to take long keeps nobody
#: waiting for longer than that.
_MEMORY = 192 * 1024 * 1024
_SECONDS = 2


def main() -> None:
    """Examine one file."""
    content = sys.stdin.buffer.read()
    kept = b""
    try:
        kind = kind_of(content)
        if kind == "PDF":
            from heard.casework.files.pdfs import checked_anew

            _give_up_everything()
            said, kept = PDF, checked_anew(content)
        else:
            from heard.casework.files.images import written_anew

            _give_up_everything()
            said, kept = JPEG, written_anew(content, kind)
    except FileRefused as refused:
        said = str(refused.reason)
    sys.stdout.buffer.write(said.encode("ascii") + b"\n")
    sys.stdout.buffer.write(kept)


def _give_up_everything() -> None:
    for what, most in (
        (resource.RLIMIT_DATA, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        # The three that are open, and no others.
        (resource.RLIMIT_NOFILE, 3),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
