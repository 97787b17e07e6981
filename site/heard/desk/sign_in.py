"""Signing in and out, and what is shown after a time-out."""

import re
from http import HTTPStatus
from typing import Any

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from heard.casework.errors import SignInRefused
from heard.casework.staff import sessions
from heard.casework.staff import sign_in as casework
from heard.casework.staff.access import Permission
from heard.casework.staff.passwords import LONGEST
from heard.casework.staff.sessions import IDLE
from heard.desk import site
from heard.desk.guard import current, keep_half, needs, own_half
from heard.desk.site import desk_site
from heard.vault.agent.errors import AgentBusy

blueprint = Blueprint("sign_in", __name__)

#: A reference as it may stand in an address.
_REFERENCE = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}")


class _Line(StringField):
    """A line of the form, with what the field macros ask for."""

    macro, first = "text", ""
    dir = "ltr"

    def __init__(
        self,
        label: str,
        missing: str,
        *,
        autocomplete: str,
        input_type: str = "text",
        hint: str = "",
        **bound: Any,
    ) -> None:
        super().__init__(label, [InputRequired(missing), Length(max=LONGEST)], **bound)
        self.autocomplete = autocomplete
        self.input_type = input_type
        self.hint = hint


class SignInForm(FlaskForm):
    """Name, password and code."""

    name = _Line(
        "Your sign-in name",
        "Write your sign-in name.",
        autocomplete="username",
    )
    password = _Line(
        "Your password",
        "Write your password.",
        autocomplete="current-password",
        input_type="password",
    )
    code = _Line(
        "The code from your phone",
        "Write the six digits that your phone shows.",
        autocomplete="one-time-code",
        hint="Six digits. Without your phone, write one of your recovery codes.",
    )


@blueprint.get("/sign-in")
def form() -> str | Response:
    """The sign-in page; the list for somebody who is signed in."""
    if current(used=False) is not None:
        return redirect(_onward(), 303)
    return _page(SignInForm())


@blueprint.post("/sign-in")
def sign_in() -> str | Response | tuple[str, int]:
    """Check name, password and code, and begin a session."""
    typed = SignInForm()
    if not typed.validate():
        return _page(typed), 422
    desk = desk_site()
    try:
        half = casework.sign_in(
            desk.store,
            desk.logbook,
            desk.agent,
            typed.name.data or "",
            typed.password.data or "",
            typed.code.data or "",
            site.now(),
            cost=desk.cost,
            code_cost=desk.code_cost,
        )
    except SignInRefused:
        return _page(typed, _refused()), 422
    except AgentBusy:
        return _page(typed, _many_at_once()), HTTPStatus.SERVICE_UNAVAILABLE
    _end_session()
    keep_half(half)
    return redirect(_onward(), 303)


@blueprint.post("/stay")
@needs(Permission.SIGN_OUT)
def stay() -> Response:
    """Somebody did something on a page that was made before; that they asked is enough."""
    return Response(status=204)


@blueprint.post("/sign-out")
@needs(Permission.SIGN_OUT)
def sign_out() -> Response:
    """Forget the key, on both sides."""
    _end_session()
    return redirect(url_for("sign_in.form"), 303)


@blueprint.get("/timed-out")
def timed_out() -> str:
    """Say that the session is over; or that it is not, in another window. It counts as no use."""
    return render_template(
        "desk/timed-out.html",
        alive=current(used=False) is not None,
        minutes=int(IDLE.total_seconds()) // 60,
        kept="kept" in request.args,
    )


def _onward() -> str:
    """The list; or what somebody was answering when their session ended."""
    reference = request.args.get("back", "")
    if _REFERENCE.fullmatch(reference):
        return url_for("submission.page", reference=reference, _anchor="answer")
    return url_for("inbox.page")


def _end_session() -> None:
    half = own_half()
    # First: whatever fails, this browser is out.
    session.clear()
    if half is not None:
        desk = desk_site()
        sessions.sign_out(desk.store, desk.agent, half)


def _refused() -> str:
    return gettext(
        "These do not fit together. A code works once, and for about a minute. After several "
        "tries you have to wait before the next one, up to 15 minutes."
    )


def _many_at_once() -> str:
    return gettext(
        "Many people are signing in at this moment. Nothing that you wrote was looked at, and this "
        "does not count as a try. Write your password and code again in a few moments."
    )


def _page(typed: SignInForm, problem: str = "") -> str:
    # What is secret does not come back into the page.
    typed.password.data = typed.code.data = ""
    return render_template(
        "desk/sign-in.html",
        form=typed,
        problems=[(problem, f"#{typed.name.id}")] if problem else [],
        errors=bool(problem) or bool(typed.errors),
        kept="kept" in request.args,
        onward={name: request.args[name] for name in ("back", "kept") if name in request.args},
    )
