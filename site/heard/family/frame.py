"""The buttons of the frame on a page that keeps nothing: what was typed travels in the post."""

from http import HTTPStatus

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from heard.family.guides.footer import address_of
from heard.family.site import site
from heard.web.page_language import spoken


def elsewhere(do: str) -> Response | None:
    """Where a button of the frame leads; in another language with all that was typed.

    None for the page's own buttons.
    """
    verb, _, what = do.partition(":")
    if verb == "visit" and (address := address_of(what)):
        return redirect(address, code=303)
    here, published = request.endpoint, site().council.languages
    if verb == "language" and here and what != spoken().code and what in published:
        # 307: the browser posts the same once more, so nothing typed is lost or in an address.
        return redirect(url_for(here, lang=what), code=307)
    return None


def no_file(back: str) -> Response:
    """A page in place of a file that cannot be given again, and the way to where it can be had."""
    answer = make_response(render_template("no-file.html", back=back), HTTPStatus.NOT_FOUND)
    answer.headers["Cache-Control"] = "no-store"
    return answer
