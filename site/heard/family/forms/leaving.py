"""Leave at once: the session ends, its drafts are destroyed, and a page about the weather opens."""

from flask import Blueprint, redirect, request, session
from werkzeug.wrappers import Response

from heard.casework.drafts import drafts as drafting
from heard.family import kept_pages
from heard.family.forms.blueprint import TOKEN
from heard.family.site import site
from heard.journeys.catalogue import JOURNEYS
from heard.web.cross_site import from_this_site
from heard.web.errors import log_fault

blueprint = Blueprint("leaving", __name__)


@blueprint.get("/exit")
def leave() -> Response:
    """End everything this browser has here; what has a return code waits for whoever holds it.

    It answers a plain link, so that it works without script. Another site that sends somebody here
    cannot destroy what they are writing: then only the weather opens.
    """
    if from_this_site(request):
        try:
            drafting.leave(site().store, session.get(TOKEN), JOURNEYS)
            kept_pages.leave()
        except Exception as error:
            # Whoever leaves must get away, whatever is broken.
            log_fault(error)
    return gone()


def gone() -> Response:
    """The way out: the session ends. Without its cookie no draft can be opened any more, and it is
    swept within two hours."""
    answer = redirect(site().council.exit_address, code=303)
    answer.headers["Cache-Control"] = "no-store"
    if from_this_site(request):
        answer.headers["Clear-Site-Data"] = '"cookies", "storage"'
        session.clear()
    return answer
