"""The base of both applications: what a page is made of, whoever reads it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from babel.support import NullTranslations
from flask import Flask, Response, send_from_directory
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.middleware.proxy_fix import ProxyFix

from heard.authority.settings import Council
from heard.web.cross_site import refuse_cross_site
from heard.web.errors import set_up_errors
from heard.web.forms.answers import set_up_answers
from heard.web.headers import add_headers
from heard.web.inline import STATIC, Inline
from heard.web.own_names import refuse_other_names
from heard.web.page_language import set_up_speech, spoken
from heard.web.serving.compression import compress_pages

#: Text of a whole form page many times over.
LARGE_POST = 256 * 1024

#: A megabyte of text in any script, as a browser posts it. What is larger is refused before it is
#: read; up to here whoever pastes far too much gets it back in its box, with the limit beside it.
LARGEST_POST = 3 * 1024 * 1024

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Frame:
    """What differs between the two applications before any page is added.

    `style` and `script` stand in every page. Settings can change while the application runs, so
    `council`, `style`, `words` (the program's own, by language) and `names` (under which the site
    is reached) are asked for with each page. `names_in` says where whoever runs it sets them.
    """

    council: Callable[[], Council]
    cookie_name: str
    cookie_key: bytes
    style: Callable[[], Inline]
    script: Inline | None
    names: Callable[[], Collection[str]]
    names_in: str
    words: Callable[[str], NullTranslations] = lambda code: NullTranslations()
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    behind_tls: bool = False
    same_site: str = "Lax"


def make_app(import_name: str, frame: Frame) -> Flask:
    """An application with headers, errors, languages, protection and the common pages.

    Its templates are those of the package `import_name`, then those that both share.
    """
    app = Flask(import_name, static_folder=None)
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(Path(app.root_path) / "templates"), FileSystemLoader(_TEMPLATES)]
    )
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config.update(
        SECRET_KEY=frame.cookie_key,
        SESSION_COOKIE_NAME=("__Host-" if frame.behind_tls else "") + frame.cookie_name,
        SESSION_COOKIE_SECURE=frame.behind_tls,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE=frame.same_site,
        SESSION_COOKIE_PATH="/",
        MAX_CONTENT_LENGTH=LARGEST_POST,
        MAX_FORM_MEMORY_SIZE=LARGEST_POST,
        # With no-referrer there is no Referer to check: see cross_site.
        WTF_CSRF_SSL_STRICT=False,
        WTF_CSRF_TIME_LIMIT=None,
    )
    if frame.behind_tls:
        # As Flask's own documentation puts a layer around an application.
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=0, x_proto=1, x_host=1
        )
    refuse_other_names(app, frame.names, frame.names_in)
    refuse_cross_site(app)
    CSRFProtect(app)
    set_up_speech(app, frame.words, lambda: frame.council().languages, frame.clock)
    set_up_answers(app)
    set_up_errors(app)
    _add_common_pages(app)
    _add_frame(app, frame)
    compress_pages(app)
    add_headers(app, frame.behind_tls)
    return app


def _add_frame(app: Flask, frame: Frame) -> None:
    @app.context_processor
    def _frame() -> dict[str, object]:
        council = frame.council()
        return {
            "lang": spoken(),
            "languages": [],
            "council": council,
            "service_name": council.service_name,
            "style": frame.style(),
            "script": frame.script,
            "home_address": "/",
            "footer": [],
            "page_kind": "",
            "form_id": "",
            "saves": False,
        }


def _add_common_pages(app: Flask) -> None:
    @app.get("/healthz")
    def is_it_up() -> Response:
        """Answer while the process lives; says nothing about anybody."""
        return Response("ok\n", mimetype="text/plain", headers={"Cache-Control": "no-store"})

    @app.get("/static/<path:name>")
    def picture(name: str) -> Response:
        """A picture or the icon."""
        answer = send_from_directory(STATIC, name, max_age=86400)
        answer.headers["Cache-Control"] = "public, max-age=86400"
        return answer
