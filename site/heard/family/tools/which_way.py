"""Which way to disagree: a few questions, then the doors that fit. Nothing of it is stored."""

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from heard.authority.hours import LONDON
from heard.family.frame import elsewhere
from heard.family.site import now, site
from heard.family.tools.appeal_route_pages import checked, ready, shown_door
from heard.family.tools.unlikely_days import asked_before, asked_once
from heard.family.tools.which_way_form import Asked
from heard.library.rules.appeal_routes import When, doors, local_steps
from heard.web.inline import inline_style

blueprint = Blueprint("which_way", __name__, url_prefix="/<lang>")

#: Where each way comes from is folded on the screen, and stands on paper.
STYLE = inline_style("unfolded.css")


@blueprint.route("/which-way", methods=["GET", "POST"])
def which_way() -> Response:
    """Ask, or show the doors that fit. "Change my answers" posts them back to the questions."""
    do = request.form.get("do", "")
    if leaving := elsewhere(do):
        return leaving
    asked = Asked(request.form)
    steps = local_steps(site().council)
    fields = asked.shown(steps)
    if do == "change" or (do != "next" and "shown" not in request.form):
        return _page(fields=fields)
    today = now().astimezone(LONDON).date()
    answers = asked.answers(today)
    if answers is None:
        return make_response(_page(fields=fields, errors=True), 422)
    if do == "next" and (now_asked := asked_once(fields, today)):
        return _page(fields=fields, asked=[*asked_before(), *now_asked])
    return _page(
        asked=asked_before(),
        ways=[shown_door(door, answers, steps, today) for door in doors(answers, steps)],
        ahead=answers.when is When.BEFORE,
        typed=[pair for field in fields for pair in field.posted()],
    )


def _page(**values: object) -> Response:
    return make_response(
        render_template(
            "tools/which-way.html",
            **values,
            checked=checked(),
            ready=ready(),
            interpreter=site().council.contacts.get("interpreter_line"),
            form_id="form" if ready() else "",
            more_style=STYLE,
            page_kind="form",
        )
    )
