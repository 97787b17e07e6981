"""Every post is answered by a redirect, so that no browser can post it again.

A browser keeps the body of a post with the page that answered it, in its history and on its disk,
and sends it once more after Back and Reload: the number, the name, the letter, to whoever has the
phone next. A redirect leaves no such entry. So what a view answers is kept (`kept_pages`) and asked
for by its address.

Where nothing can be kept (the disk is full, the database is away, too many people are here) the
page answers the post itself, so that nothing typed is lost, if it was made for this browser and
nobody has left since: otherwise it is refused. What no session vouches for is answered by an error,
and nothing of it.
"""

from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response as Answer

from heard.casework.drafts.kept_pages import TooLarge
from heard.family import kept_pages
from heard.family.forms.admission import crowded
from heard.family.forms.blueprint import blueprint as forms
from heard.family.forms.keeping import ENDPOINT, TYPED
from heard.web import page_tokens
from heard.web.cross_site import from_this_site
from heard.web.errors import ERROR, log_fault
from heard.web.forms.scripted_posts import STAY

#: Nothing is here, whatever is posted.
_NOWHERE = frozenset({404, 405})


def redirect_posts(app: Flask) -> None:
    """Let no post to a view of `app` be answered by a page. To be set up after all other hooks."""

    @app.after_request
    def _redirect(response: Response) -> Answer:
        if request.method != "POST":
            return response
        answer = _redirected(response) if _stays_in_the_history(response) else response
        if answer is response and request.blueprint == forms.name and response.status_code < 500:
            # The draft is newer now.
            kept_pages.drop(request.path.removesuffix(TYPED))
        return answer


def _stays_in_the_history(response: Response) -> bool:
    """Whether a browser would keep what was posted. A script's posts are no entries there; what
    another site has posted was not typed here, and is refused each time."""
    return (
        request.endpoint not in (None, ENDPOINT)
        and STAY not in request.headers
        and response.status_code // 100 != 3
        and response.status_code not in _NOWHERE
        and from_this_site(request)
    )


def _redirected(response: Response) -> Answer:
    if ERROR in g:
        return kept_pages.tell(g.get(ERROR))
    if crowded():
        return _unkept(response)
    try:
        return kept_pages.keep(response)
    except TooLarge:
        return _unkept(response)
    except SQLAlchemyError as error:
        log_fault(error)
        return _unkept(response)


def _unkept(response: Response) -> Answer:
    return response if page_tokens.of_this_session() else kept_pages.tell(503)
