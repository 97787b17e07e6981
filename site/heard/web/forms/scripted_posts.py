"""A form posted by script stays on its page until it knows where to go on.

On a poor network an answer may never come. The script then leaves the page as it is, which it can
only do if no answer takes the page away by itself: a redirect becomes an answer without a page,
and the script goes to the address that it names.
"""

import re

from flask import Flask, Response, request

#: Sent along by the script that stays on its page.
STAY = "X-Stay"
#: The address, on this very site, at which the form goes on.
TO = "X-To"

_REDIRECTS = frozenset({301, 302, 303})
#: `//` and `/\` begin the name of another site.
_OF_THIS_SITE = re.compile(r"/(?![/\\])")


def stay(app: Flask) -> None:
    """Answer 204 with the address in X-To, where a request with X-Stay would be redirected.

    What leads to another site is left as it is. Cookies are set all the same.
    """

    @app.after_request
    def _name_the_place(response: Response) -> Response:
        place = response.headers.get("Location", "")
        redirected = response.status_code in _REDIRECTS and _OF_THIS_SITE.match(place)
        if redirected and STAY in request.headers:
            response.status_code = 204
            response.set_data(b"")
            for name in ("Location", "Content-Type", "Content-Length"):
                response.headers.pop(name, None)
            response.headers[TO] = place
        return response
