"""Public pages as files, from which the reverse proxy answers without asking Heard.

So guides and the first page of help are there whatever happens to forms, and also while Heard does
not run. `deploy/nginx/family.conf` says how nginx finds them; below the folder lie

- `always/ENCODING/ADDRESS.html`: pages that stay true until they are replaced.
- `timed/SLOT/ENCODING/ADDRESS.html`: pages that say who answers now. A slot is a stretch of time,
  so nginx finds nothing where Heard has not said that the page is true for all of it.
- `untimed/ENCODING/ADDRESS.html`: the same pages without a word about the hour, for when there is
  no slot and no Heard.

Each file is whole, bears its policy in itself (`heard.web.headers`), and its time stands for its
content, from which nginx makes the ETag.
"""

import hashlib
import logging
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from heard.web.headers import AROUND
from heard.web.serving.compressed_pages import alone
from heard.web.serving.compression import ENCODINGS
from heard.web.serving.prepared_pages import Prepared, time_of
from heard.whole_files import write_whole

log = logging.getLogger("heard")

#: Seconds of a slot. nginx takes it for the present by cutting three digits off the POSIX time.
SLOT = 1000

#: So many slots ahead: a long weekend in which nothing changes.
_AHEAD = 400

#: Seconds after which everything is looked at again: somebody may have emptied the folder.
_LOOK_AGAIN = 60

Pages = Mapping[str, Prepared]


class ReadyPages:
    """The folder of such pages. Every worker of a site writes the same into it.

    What cannot be written is taken away, so that the proxy asks Heard for it, and tried again.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        #: By folder, what was put there and need not be looked at.
        self._put: dict[str, dict[str, Prepared]] = {}
        self._linked: tuple[str, int] | None = None
        self._look_again = 0.0
        self._told = False

    def put(self, always: Pages, timed: Pages, untimed: Pages, *, whole: bool) -> None:
        """Put pages in the place of those before; where they are `whole`, take away all others.

        `timed` are those that say what is so at this hour, `untimed` the same without saying so.
        """
        now = time.time()
        if now > self._look_again:
            self._put, self._linked, self._look_again = {}, None, now + _LOOK_AGAIN
        try:
            _open(self._folder, self._folder.parent)
            # Workers may be at different pages, and take away what they do not know.
            with alone(self._folder):
                self._write("always", always, whole=whole)
                self._write("untimed", untimed, whole=True)
                if whole:
                    self._link(timed, now)
            self._told = False
        except OSError as error:
            self._look_again = 0.0
            if not self._told:
                log.error("%s: not all could be written: %s", self._folder, error.strerror)
            self._told = True

    def _write(self, name: str, pages: Pages, *, whole: bool) -> None:
        base, before, fault = self._folder / name, self._put.get(name, {}), None
        _open(base, self._folder.parent)
        for address, page in pages.items():
            if before.get(address) is page:
                continue
            try:
                _write_page(base, address, page)
            except OSError as error:
                fault = error
                for encoding in ENCODINGS:
                    _path(base, encoding, address).unlink(missing_ok=True)
        if whole and before.keys() != pages.keys():
            paths = {_path(base, each, address) for address in pages for each in ENCODINGS}
            for path in set(base.rglob("*.html")) - paths:
                path.unlink(missing_ok=True)
        # Until all are there, the others are looked for again.
        self._put[name] = dict(pages) if whole else {}
        if fault is not None:
            raise fault

    def _link(self, pages: Pages, now: float) -> None:
        """Name each slot that is over before the first of the pages changes after this state."""
        tags = [page.variants[encoding].etag for page in pages.values() for encoding in ENCODINGS]
        state = hashlib.sha256("".join([*pages, *tags]).encode()).hexdigest()[:16]
        first = int(now // SLOT)
        if self._linked == (state, first):
            return
        self._write(f"states/{state}", pages, whole=True)
        until = min((page.fresh_until for page in pages.values()), default=0.0)
        wanted = {str(each) for each in range(first, first + _AHEAD) if (each + 1) * SLOT <= until}
        links, target = self._folder / "timed", Path("..", "states", state)
        _open(links, self._folder.parent)
        for link in links.iterdir():
            if link.name not in wanted or link.readlink() != target:
                link.unlink(missing_ok=True)
        for name in wanted:
            with suppress(FileExistsError):
                (links / name).symlink_to(target)
        for each in (self._folder / "states").iterdir():
            if each.name != state:
                self._put.pop(f"states/{each.name}", None)
                shutil.rmtree(each, ignore_errors=True)
        self._linked = (state, first)


def _write_page(base: Path, address: str, page: Prepared) -> None:
    if page.made.get("Content-Security-Policy") != AROUND:
        raise OSError(0, f"{address} does not bear its policy")
    if not page.smallest and _stands(_path(base, "identity", address), page.plain):
        return
    # The plain page last: where it stands, so do the others.
    for encoding in ENCODINGS:
        path, body = _path(base, encoding, address), page.variants[encoding].body
        if not _stands(path, body):
            _open(path.parent, base)
            write_whole(path, body, modified=time_of(body))


def _path(base: Path, encoding: str, address: str) -> Path:
    return base / encoding / f"{address.removeprefix('/')}.html"


def _stands(path: Path, body: bytes) -> bool:
    """Whether this file is this page, and has its time: somebody may have written into it."""
    try:
        return int(path.stat().st_mtime) == time_of(body) and path.read_bytes() == body
    except FileNotFoundError:
        return False


def _open(folder: Path, above: Path) -> None:
    """Make a folder below `above`, which the proxy's user can enter whatever the umask."""
    for each in reversed([folder, *folder.parents]):
        if above in each.parents and not each.is_dir():
            each.mkdir(exist_ok=True)
            each.chmod(0o755)
