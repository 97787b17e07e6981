"""What a post was answered, under an address that holds nothing of it.

It stands there for a quarter of an hour, for the browser that posted alone; then, and as soon as
somebody has left, the address leads to the page as everybody gets it.
"""

from flask import Blueprint, Response, abort, redirect, request, session
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as Answer

from heard.casework.drafts import kept_pages
from heard.casework.drafts.kept_pages import KeptPage
from heard.family.site import now, site
from heard.vault.drafts import new_token
from heard.web.cross_site import from_this_site
from heard.web.errors import error_page, log_fault
from heard.web.headers import content_security_policy
from heard.web.inline import admitted
from heard.web.page_language import spoken
from heard.web.page_tokens import session_here

blueprint = Blueprint("kept", __name__, url_prefix="/<lang>")

#: Where the cookie keeps the token that opens this browser's pages. Not that of its drafts: whoever
#: has only posted something has not begun a form (see `admission`).
_TOKEN = "pages"  # noqa: S105  (a name, not a secret)

#: Where the cookie keeps which error a post met, until that is shown.
_REFUSED = "refused"

#: The headers that are this answer's own; all others are the same on every answer.
_OWN_HEADERS = ("Content-Type", "Content-Disposition", "Content-Security-Policy")


@blueprint.get("/shown/<path:place>")
def shown(place: str) -> Answer:
    """What this browser's last post to `place` was answered, with its status."""
    address = f"/{spoken().code}/{place}"
    refused = session.pop(_REFUSED, None)
    if isinstance(refused, int):
        return error_page(refused)
    return again(address) or redirect(address)


def again(address: str) -> Response | None:
    """What this browser's last post to an address was answered; None where nothing is kept, and
    for whoever comes from another site."""
    if not from_this_site(request):
        return None
    try:
        page = kept_pages.kept(site().store, session.get(_TOKEN), address, now())
    except OperationalError as error:
        log_fault(error)
        abort(503)
    return Response(page.body, page.status, page.headers) if page else None


def keep(response: Response) -> Answer:
    """Keep what answers this request; the redirect to it. Raises what `kept_pages.keep` raises."""
    policy = content_security_policy(admitted("style"), admitted("script"))
    response.headers.setdefault("Content-Security-Policy", policy)
    own = {name: response.headers[name] for name in _OWN_HEADERS if name in response.headers}
    page = KeptPage(response.status_code, own, response.get_data())
    token = session.get(_TOKEN) or new_token()
    kept_pages.keep(site().store, token, request.path, page, now())
    session[_TOKEN] = token
    return _to_what_is_shown()


def tell(error: int) -> Answer:
    """The redirect to the page of an error, on which nothing stands that was posted."""
    session[_REFUSED] = error
    return _to_what_is_shown()


def drop(address: str) -> None:
    """Destroy what a post to this address was answered, where something newer is kept."""
    if token := session.get(_TOKEN):
        try:
            kept_pages.throw_away(site().store, token, address)
        except OperationalError as error:
            log_fault(error)


def drop_all() -> None:
    """Destroy all that this browser's posts were answered."""
    kept_pages.leave(site().store, session.pop(_TOKEN, None), None, now())


def leave() -> None:
    """The same, and no page that this browser has now brings anything back when it is posted.

    To be done before the session itself ends.
    """
    kept_pages.leave(site().store, session.pop(_TOKEN, None), session_here(), now())


def _to_what_is_shown() -> Answer:
    language, place = request.path.removeprefix("/").split("/", 1)
    return redirect(f"/{language}/shown/{place}", 303)
