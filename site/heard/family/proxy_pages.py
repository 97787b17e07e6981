"""The pages that the reverse proxy shows where Heard itself cannot answer.

They lie in the cache's folder, in each language, as `deploy/nginx/family.conf` looks for them.
Heard writes them anew with each edition, so that they have the council's numbers of today.
"""

import logging
from html import escape
from pathlib import Path

from flask import Flask
from flask_babel import gettext

from heard.casework.files.refusals import LARGEST_FILE
from heard.family.site import Site
from heard.web.errors import error_html, error_words
from heard.web.page_language import speak
from heard.web.serving.page_cache import EDITION
from heard.whole_files import write_whole

log = logging.getLogger("heard")

#: The folder inside the cache's.
FOLDER = "proxy-pages"

_MB = 1024 * 1024


def write_proxy_pages(app: Flask, site: Site, cache: Path) -> None:
    """Put the pages of an edition in the place of those before.

    Where that fails the log says so: the site itself needs none of them.
    """
    folder = cache / FOLDER
    try:
        for code in site.council.languages:
            with app.test_request_context(f"/{code}/", environ_overrides={EDITION: site}):
                speak(code)
                for status in (400, 413, 503):
                    _write(folder / code / f"{status}.html", error_html(*_words(status)))
            _write(folder / code / "leave.html", _leaving(site.council.exit_address))
        # The proxy is another user than the site, whose own files nobody else can read.
        for each in (cache, folder, *folder.iterdir()):
            each.chmod(0o755)
    except OSError as error:
        log.error("%s: the proxy's own pages were not written: %s", folder, error.strerror)


def _write(path: Path, page: str) -> None:
    content = page.encode("utf-8")
    if not path.is_file() or path.read_bytes() != content:
        write_whole(path, content)


def _words(status: int) -> tuple[str, str]:
    match status:
        case 413:
            return (
                gettext("That is too much at once"),
                gettext(
                    "None of it has arrived. Please go back and choose fewer files, or smaller "
                    "ones. One file can have %(most)s MB.",
                    most=LARGEST_FILE // _MB,
                ),
            )
        case 503:
            return (
                gettext("This page does not open just now"),
                gettext(
                    "Wait a minute, then load this page again. If you were sending something, "
                    "your browser asks whether to send it again. Say yes, and what you typed goes "
                    "along once more."
                ),
            )
        case _:
            return error_words(status)


def _leaving(address: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>.</title>'
        f'<meta http-equiv="refresh" content="0;url={escape(address)}"></head>'
        f'<body><a href="{escape(address)}" rel="noreferrer">.</a></body></html>'
    )
