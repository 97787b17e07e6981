"""What the token of a page says of the session that the page was made in.

Flask-WTF signs the session's own secret into the token of each page. So a page can be told that was
made in a session which has ended meanwhile, and one that nobody made.
"""

from datetime import timedelta

from flask import current_app, request, session
from flask_wtf.csrf import validate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException
from wtforms import ValidationError

FIELD = "csrf_token"
_SALT = "wtf-csrf-token"


def session_here() -> str | None:
    """What the tokens of this browser's pages are made of; None where it has made none."""
    made = session.get(FIELD)
    return made if isinstance(made, str) else None


def says_so() -> bool:
    """Whether what was posted names any session at all."""
    try:
        return FIELD in request.form
    except HTTPException:
        return False


def of_this_session() -> bool:
    """Whether the page that was posted was made in the session that stands now.

    A page that comes back after somebody has left was not: their session has ended.
    """
    try:
        validate_csrf(request.form.get(FIELD))
    except (ValidationError, HTTPException):
        return False
    return True


def session_of_page(oldest: timedelta) -> str | None:
    """What `session_here` was when the posted page was made; None if that is longer ago than this,
    or no page of ours says so."""
    signer = URLSafeTimedSerializer(current_app.secret_key or "", salt=_SALT)
    try:
        made = signer.loads(request.form.get(FIELD, ""), max_age=int(oldest.total_seconds()))
    except BadData:
        return None
    return made if isinstance(made, str) else None
