"""The front door, and the list of everything that is published."""

from xml.sax.saxutils import escape

from flask import Blueprint, Response, abort, redirect, url_for
from werkzeug.wrappers import Response as Redirect

from heard.family.guides.children import WORLDS
from heard.family.site import Site, site
from heard.journeys.catalogue import JOURNEYS
from heard.web.own_names import own_root
from heard.web.page_language import preferred

blueprint = Blueprint("addresses", __name__)


@blueprint.get("/")
def front_door() -> Redirect:
    """Lead to the home page in the language that the browser prefers."""
    answer = redirect(url_for("guides.home", lang=preferred(site().council.languages)))
    answer.vary.add("Accept-Language")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.get("/sitemap.xml")
def sitemap() -> Response:
    """Every public page in every published language."""
    root = own_root(site().council.address)
    rows = "".join(f"<url><loc>{escape(root + each)}</loc></url>" for each in published())
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'
    )
    return Response(body, mimetype="application/xml", headers={"Cache-Control": "no-cache"})


@blueprint.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Where to write about a weakness of this site (RFC 9116)."""
    council = site().council
    body = council.security.text(council.address)
    if body is None:
        abort(404)
    headers = {"Cache-Control": "no-cache"}
    return Response(body, content_type="text/plain; charset=utf-8", headers=headers)


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Guides may be found by search; forms and receipts are nobody's business."""
    lines = ["User-agent: *", "Disallow: /exit"]
    lines += [f"Disallow: /{code}/forms/" for code in site().council.languages]
    lines += [f"Disallow: /{code}/reply" for code in site().council.languages]
    lines += [f"Disallow: /{code}/return" for code in site().council.languages]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


#: Who answers now, who reads now: what stands on these is true at some hours.
_BY_THE_HOUR = ("guides.home", "guides.help_now", "young.not_safe")


def timed() -> list[str]:
    """Those of the prepared pages that say what is so at this hour."""
    return [url_for(each, lang=code) for code in site().council.languages for each in _BY_THE_HOUR]


def prepared() -> list[str]:
    """The pages that everybody gets alike: the page cache answers them.

    None that has a box: a browser may store these pages, and would do so with what was typed.
    """
    library, pages = site().library, []
    for code in site().council.languages:
        pages += [url_for(each, lang=code) for each in _BY_THE_HOUR]
        pages.append(url_for("guides.all_guides", lang=code))
        pages.append(url_for("young.worlds", lang=code))
        pages += [url_for("young.world", lang=code, age=age) for age in WORLDS]
        pages += [
            url_for("guides.guide", lang=code, slug=guide.slug) for guide in library.guides(code)
        ]
        pages += [url_for("guides.page", lang=code, slug=page.slug) for page in library.pages(code)]
    return pages


def unchanged(old: Site, new: Site) -> frozenset[str]:
    """The addresses of guides and pages that say in both editions the very same.

    A page is made of its own words and of what stands round it; where either differs in anything,
    it is left out. Pages that gather from many others are always left out.
    """
    found = set()
    for code in set(old.library.languages) & set(new.library.languages):
        if _around(old, code) != _around(new, code):
            continue
        for page in new.library.guides(code) + new.library.pages(code):
            if page == old.library.page(code, page.kind, page.slug):
                found.add(url_for(f"guides.{page.kind}", lang=code, slug=page.slug))
    return frozenset(found)


def _around(site: Site, code: str) -> object:
    """All that a guide in this language shows beside its own words."""
    library = site.library
    beside = [
        (page.kind, page.slug, page.title, page.title_language, page.audience, page.order)
        for page in library.guides(code) + library.pages(code)
    ]
    words = site.edition.spoken[code]
    return site.council, library.contacts(code), library.pictures, words, beside


def published() -> list[str]:
    """Every address that a leaflet, a link or a search engine may carry."""
    pages = prepared()
    for code in site().council.languages:
        pages += [url_for("forms.start", lang=code, form=journey.slug) for journey in JOURNEYS]
        pages.append(url_for("words.words", lang=code))
        pages.append(url_for("searching.search", lang=code))
        pages.append(url_for("following.reply", lang=code))
        pages.append(url_for("returning.ask", lang=code))
        pages.append(url_for("dates.dates", lang=code))
        pages.append(url_for("sheet.sheet", lang=code))
        pages.append(url_for("which_way.which_way", lang=code))
    return pages
