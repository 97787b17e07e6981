"""What a family can take along from a form: a copy of the answers, a card with the number.

Each has an address of its own, which holds nothing that was typed: what it shows comes from this
browser's draft. So a phone that asks for a file twice gets it twice, as long as the draft lives.
"""

from flask import make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from heard.family.forms.blueprint import (
    SENT,
    address,
    blueprint,
    current_draft,
    shown,
    when_open,
)
from heard.family.forms.finishing import told, until_its_time_is_over
from heard.family.frame import no_file
from heard.family.guides.views import council_phones
from heard.journeys.model.journey import Journey
from heard.vault.receipts import show_receipt
from heard.web.cross_site import from_this_site

#: The name under which a phone keeps the copy.
COPY = "copy.html"


@blueprint.get(f"/{COPY}")
@when_open
def copy(journey: Journey) -> Response:
    """The answers as a file; a page that says so where there are none any more."""
    draft = current_draft(journey) if from_this_site(request) else None
    if draft is None:
        return no_file(url_for("forms.start"))
    if draft.shared:
        # Whoever has the phone next would find the file.
        return redirect(address(SENT))
    receipt = show_receipt(draft.receipt or "") if draft.sent else ""
    answer = make_response(
        shown("forms/copy.html", journey, **told(journey, draft), receipt=receipt)
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{COPY}"'
    return answer


@blueprint.get("/card")
@when_open
def card(journey: Journey) -> Response:
    """The number of what was sent, on a card to print."""
    draft = current_draft(journey)
    if draft is None or not draft.sent:
        return redirect(url_for("forms.start"))
    body = shown(
        "forms/card.html",
        journey,
        number=show_receipt(draft.receipt or ""),
        day=draft.day(),
        phones=council_phones(),
        back=address(SENT),
    )
    return until_its_time_is_over(body, draft)


@blueprint.get("/stop/card")
@when_open
def return_card(journey: Journey) -> str | Response:
    """The number to come back with, on a card to print."""
    draft, place = current_draft(journey), request.args.get("back", "")
    if draft is None or draft.code is None:
        return redirect(url_for("forms.stop_page", back=place))
    return shown(
        "forms/card.html",
        journey,
        number=show_receipt(draft.code),
        until=draft.ends(),
        phones=council_phones(),
        back=url_for("forms.stop_page", back=place),
    )
