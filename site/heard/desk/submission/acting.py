"""A chair says why something urgent was acted on without reading it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from heard.casework.reading.acting import Because, act_unread, is_urgent
from heard.casework.staff.access import Permission
from heard.desk import site
from heard.desk.guard import access, needs
from heard.desk.site import desk_site
from heard.journeys.model.choices import OneOf, Option
from heard.languages.marks import N_
from heard.web.forms.kinds import field_for

blueprint = Blueprint("acting", __name__)

BECAUSE = OneOf(
    name="because",
    label=N_("Why was it acted on without reading it?"),
    options=(
        Option(Because.DOES_NOT_OPEN, N_("It does not open, and we reached them in another way")),
        Option(Because.TOLD, N_("They have told us themselves, on the phone or face to face")),
        Option(Because.HELP_IS_THERE, N_("Help is with them, and we know what it is about")),
    ),
    required=N_("Choose why."),
)


class ActingForm(FlaskForm):
    """Why."""

    because = field_for(BECAUSE)


@blueprint.get("/submissions/<reference>/acted")
@needs(Permission.OPEN_FOR_CHAIRS)
def page(reference: str) -> str:
    """Ask why."""
    return _asked(reference, ActingForm(formdata=None))


@blueprint.post("/submissions/<reference>/acted")
@needs(Permission.OPEN_FOR_CHAIRS)
def act(reference: str) -> Response | tuple[str, int]:
    """Log it, and go back to the list: it goes on waiting there, and is urgent no longer."""
    desk, right = desk_site(), access(Permission.OPEN_FOR_CHAIRS)
    form = ActingForm(formdata=request.form)
    if not form.validate():
        return _asked(reference, form), 422
    because = Because(form.because.text)
    act_unread(desk.store, desk.logbook, right, reference, because, site.now())
    return redirect(url_for("inbox.page"), 303)


def _asked(reference: str, form: ActingForm) -> str:
    right = access(Permission.OPEN_FOR_CHAIRS)
    urgent = is_urgent(desk_site().store, right, reference, site.now())
    errors = bool(form.because.errors)
    return render_template(
        "desk/acted.html", reference=reference, urgent=urgent, form=form, errors=errors
    )
