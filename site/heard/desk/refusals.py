"""What the desk answers where somebody may not, where nothing is there, and where it is damaged."""

from http import HTTPStatus

from flask import Flask, redirect, render_template, request, session, url_for
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from heard.casework.errors import (
    CannotRead,
    HoldsNoKey,
    NoSuchFile,
    NoSuchNeed,
    NoSuchSubmission,
    NotPermitted,
    TakenBack,
)
from heard.desk.guard import current
from heard.desk.submission.unsent import kept_for_writer
from heard.desk.taken_back import taken_back_row
from heard.vault.agent.errors import AgentBusy, AgentFailed, UnknownSession
from heard.web.errors import error_html, error_page, log_fault


def set_up_refusals(app: Flask) -> None:
    """One calm page for each, whichever view was asked."""

    @app.errorhandler(NotPermitted)
    @app.errorhandler(HoldsNoKey)
    def _denied(error: NotPermitted | HoldsNoKey) -> tuple[str, int]:
        return render_template("desk/denied.html", no_key=isinstance(error, HoldsNoKey)), 403

    @app.errorhandler(NoSuchSubmission)
    @app.errorhandler(NoSuchFile)
    @app.errorhandler(NoSuchNeed)
    @app.errorhandler(404)
    def _absent(_: Exception) -> tuple[str, int]:
        advice = gettext(
            "The address may have a mistake in it. Or what stood here is gone: a family took it "
            "back, or its time was over."
        )
        return error_html(gettext("This page is not here"), advice), 404

    @app.errorhandler(CSRFError)
    def _of_another_session(_: CSRFError) -> Response:
        return kept_for_writer(current(used=False)) or error_page(400)

    @app.errorhandler(UnknownSession)
    def _ended(_: UnknownSession) -> Response:
        session.clear()
        return kept_for_writer(None) or redirect(url_for("sign_in.timed_out"), HTTPStatus.SEE_OTHER)

    @app.errorhandler(AgentFailed)
    @app.errorhandler(AgentBusy)
    def _cannot_open(error: AgentFailed | AgentBusy) -> Response | tuple[str, int]:
        log_fault(error)
        advice = gettext(
            "Nothing is lost. Wait a minute, and try again. If it goes on, tell whoever runs this "
            "service."
        )
        page = error_html(gettext("Nothing can be opened at this moment"), advice)
        return kept_for_writer(None) or (page, HTTPStatus.SERVICE_UNAVAILABLE)

    @app.errorhandler(TakenBack)
    def _taken_back(error: TakenBack) -> tuple[str, int]:
        return render_template("desk/taken-back.html", **taken_back_row(error.left)), 410

    @app.errorhandler(CannotRead)
    def _damaged(_: CannotRead) -> tuple[str, int]:
        return render_template("desk/damaged.html", **request.view_args or {}), 500
