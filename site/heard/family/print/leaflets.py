"""Guides on paper: to read on A5, to fold from A4 sheets, and in large print.

A leaflet is made when it is first asked for. Its key is all that it is made of, so what changed is
made anew and what did not is kept.
"""

import hashlib
import logging
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from heard.authority.hours import LONDON
from heard.family.guides.review_dates import check_words
from heard.family.print.pdf_cache import Busy, PdfCache
from heard.family.site import now, site
from heard.languages.marks import N_
from heard.library.pages.articles import Article
from heard.library.print import leaflets
from heard.library.release import PAGE_DAYS
from heard.web.forms.spool import browser_left
from heard.web.inline import inline_style
from heard.web.page_language import spoken

blueprint = Blueprint("leaflets", __name__, url_prefix="/<lang>")

#: The kinds of leaflet, with the words of the links that lead to them.
KINDS = {
    "read": N_("Leaflet to print (PDF)"),
    "fold": N_("Leaflet to fold from A4 sheets (PDF)"),
    "large": N_("Large print (PDF)"),
}

log = logging.getLogger("heard")

_TRY_AGAIN_SECONDS = 5

#: Kept by each process: every leaflet of a few languages. One takes 40,000 to 100,000 bytes.
_PDFS = PdfCache(largest=64 * 1024 * 1024)


@blueprint.get("/guides/<slug>.pdf", defaults={"kind": "read"})
@blueprint.get("/guides/<slug>-fold.pdf", defaults={"kind": "fold"})
@blueprint.get("/guides/<slug>-large.pdf", defaults={"kind": "large"})
def leaflet(slug: str, kind: str) -> Response:
    """A guide as a PDF, under a neutral name."""
    page = site().library.page(spoken().code, "guide", slug)
    if page is None or not leaflets.available():
        abort(404)
    html, address = _document(page, large=kind == "large")
    on_screen = OnScreen(url_for("guides.guide", slug=slug), gettext("Read it on the screen"))
    return pdf(html, address, (page.language, page.slug), on_screen, kind)


@dataclass(frozen=True)
class OnScreen:
    """Where the same can be read or filled in on the screen, with the words of the link there."""

    address: str
    words: str


def pdf(
    html: str, address: str, of: tuple[str, ...], on_screen: OnScreen, kind: str = "read"
) -> Response:
    """A document as a PDF that the browser shows and may keep as long as it stays the same.

    `of` says what it is of: the newest of each is kept, under the document's own mark. Where it
    cannot be drawn now, a page says so and leads to `on_screen`.
    """
    mark = _fingerprint(html)
    answer = Response(mimetype="application/pdf")
    answer.set_etag(f"{mark}-{kind}")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Disposition"] = f'inline; filename="{request.path.split("/")[-1]}"'
    if request.if_none_match.contains(f"{mark}-{kind}"):
        answer.make_conditional(request)
        return answer
    try:
        answer.set_data(_printed((*of, mark), kind, html, address))
    except Busy:
        return _not_now(on_screen, again=True)
    except leaflets.NotDrawn:
        log.error("a leaflet could not be drawn: %s", "/".join(of))
        return _not_now(on_screen, again=False)
    return answer


def _not_now(on_screen: OnScreen, *, again: bool) -> Response:
    """A page that says so, and leads to the same on the screen."""
    page = render_template(
        "print/not-now.html", on_screen=on_screen, again_in=_TRY_AGAIN_SECONDS if again else None
    )
    answer = Response(page, HTTPStatus.SERVICE_UNAVAILABLE, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Retry-After"] = str(_TRY_AGAIN_SECONDS)
    if again:
        answer.headers["Refresh"] = str(_TRY_AGAIN_SECONDS)
    return answer


def links(page: Article) -> list[tuple[str, str]]:
    """Where a page's leaflets are, with words; nothing where they cannot be made."""
    if page.kind != "guide" or not leaflets.available():
        return []
    return [
        (url_for("leaflets.leaflet", slug=page.slug, kind=kind), gettext(words))
        for kind, words in KINDS.items()
    ]


def _printed(key: tuple[str, ...], kind: str, html: str, address: str) -> bytes:
    left = browser_left()
    plain = _PDFS.printed(key, lambda: leaflets.leaflet(html, address), left)
    if kind != "fold":
        return plain
    turned = spoken().direction == "rtl"
    return _PDFS.printed((*key, kind), lambda: leaflets.folded(plain, right_to_left=turned), left)


def _document(page: Article, *, large: bool) -> tuple[str, str]:
    """What is to be printed, as HTML, and the page's own address (empty where none is set)."""
    council = site().council
    guide = url_for("guides.guide", lang=page.language, slug=page.slug)
    address = council.address + guide if council.address else ""
    code = leaflets.square_code(address, address) if address else ""
    html = render_template(
        "print/leaflet.html",
        page=page,
        check_words=check_words(page.checked, PAGE_DAYS, now().astimezone(LONDON).date()),
        large=large,
        style=_style(),
        body=Markup(page.body),  # noqa: S704  (made by the library, which escapes raw HTML)
        interpreter=council.contacts.get("interpreter_line"),
        code=Markup(code),  # noqa: S704  (drawn by segno, which escapes the address)
        address=address,
    )
    return html, address


def _style() -> Markup:
    edition = site().edition
    return edition.once(
        "style of the leaflet",
        lambda: inline_style("leaflet.css", colour=edition.council.colour).text,
    )


def _fingerprint(html: str) -> str:
    made_of = f"{leaflets.drawn_by()}\n{html}"
    return hashlib.sha256(made_of.encode("utf-8")).hexdigest()[:24]
