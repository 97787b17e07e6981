"""What the desk answers where somebody may not, where nothing is there, and where it is damaged."""

from flask import Flask, render_template, request
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
from heard.web.errors import error_html, error_page


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

    @app.errorhandler(TakenBack)
    def _taken_back(error: TakenBack) -> tuple[str, int]:
        return render_template("desk/taken-back.html", **taken_back_row(error.left)), 410

    @app.errorhandler(CannotRead)
    def _damaged(_: CannotRead) -> tuple[str, int]:
        return render_template("desk/damaged.html", **request.view_args or {}), 500
