"""Calm pages when something goes wrong: what happened, what to do, a phone number."""

import logging
from traceback import format_tb
from types import TracebackType

from flask import Flask, Response, g, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, InternalServerError

#: What Flask gives of an error that nobody caught: its class, itself, where it came from.
ExcInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]

log = logging.getLogger("heard")

#: Under this name `g` holds the code of the error page that answers; nothing posted stands on it.
ERROR = "error_page"

#: If even the error page cannot be made. No language is known here, so it is English and short.
_LAST_RESORT = (
    '<!doctype html><html lang="en" dir="ltr">'
    '<head><meta charset="utf-8"><title>Sorry</title></head>'
    "<body><h1>Sorry, this page does not work right now</h1>"
    "<p>Please try again later. If somebody is in danger, call 999.</p></body></html>"
)


def set_up_errors(app: Flask) -> None:
    """Answer every error of `app` with a page in the reader's language."""
    # Flask's own record of a fault would hold its text, and it offers no other way.
    app.log_exception = _log_exception  # type: ignore[method-assign]
    app.logger.addFilter(_without_its_text)

    @app.errorhandler(HTTPException)
    def _http_error(error: HTTPException) -> Response:
        return error_page(error.code or 500)

    @app.errorhandler(Exception)
    def _fault(error: Exception) -> Response:
        log_fault(error)
        return error_page(InternalServerError.code)


def _log_exception(exc_info: ExcInfo) -> None:
    if exc_info[1]:
        log_fault(exc_info[1])


def log_fault(error: BaseException) -> None:
    """Write down the kind of error and its place, never its text: that may hold typed words."""
    place = "".join(format_tb(error.__traceback__))
    log.error("%s at %s\n%s", type(error).__name__, request.endpoint, place)


def _without_its_text(record: logging.LogRecord) -> bool:
    """Let what Flask logs by itself, as when an answer cannot be finished, hold no fault's text."""
    if record.exc_info and record.exc_info[1]:
        log_fault(record.exc_info[1])
        record.exc_info = record.exc_text = None
    return True


def error_page(code: int) -> Response:
    """The page for a status code, in the reader's language."""
    try:
        body = error_html(*error_words(code))
    except Exception as error:  # the page that tells of faults must not add one
        log_fault(error)
        body = _LAST_RESORT
    g.setdefault(ERROR, code)
    return Response(body, code, mimetype="text/html")


def error_html(title: str, advice: str) -> str:
    """A page that says what happened and what to do, with the phone numbers."""
    return render_template("error.html", title=title, advice=advice)


def error_words(code: int) -> tuple[str, str]:
    """Title and advice for a status code."""
    match code:
        case 400 | 405:
            return gettext("That did not work"), gettext("Please go back and try again.")
        case 403:
            return (
                gettext("This page cannot take that"),
                gettext("Please open the page again and try once more."),
            )
        case 404:
            return (
                gettext("This page is not here"),
                gettext("The address may have a mistake in it. You did nothing wrong."),
            )
        case 408:
            return (
                gettext("That came too slowly"),
                gettext(
                    "Nothing of it has arrived. Please go back, and press the button once more."
                ),
            )
        case 413:
            return (
                gettext("That is too much at once"),
                gettext("Please go back, make it shorter and try again."),
            )
        case 503:
            return (
                gettext("This is closed at the moment"),
                gettext("Nothing was sent. Please call us, or try again later."),
            )
        case _:
            return (
                gettext("Something went wrong on our side"),
                gettext("It is not your fault. Please try again in a few minutes, or call us."),
            )
