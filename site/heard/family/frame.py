"""The buttons of the frame on a page that keeps nothing: what was typed travels in the post."""

from flask import Response, redirect, request, url_for

from heard.family.guides.views import footer
from heard.family.site import house
from heard.web.page_language import spoken


def elsewhere(do: str) -> Response | None:
    """Where a button of the frame leads; in another language with all that was typed.

    None for the page's own buttons.
    """
    verb, _, what = do.partition(":")
    if verb == "visit" and what.isdecimal() and 0 < int(what) <= len(footer()):
        return redirect(footer()[int(what) - 1][1], code=303)
    if verb == "language" and what != spoken().code and what in house().council.languages:
        # 307: the browser posts the same once more, so nothing typed is lost or in an address.
        return redirect(url_for(request.endpoint, lang=what), code=307)
    return None
