"""Telling a person from a program at the first post of a form, without puzzles.

Two things that nobody notices: a box that people do not see and programs like to fill in, and a
moment that passes before anybody can have read a page. A browser that fills in boxes by itself can
be caught too, so whoever is caught has lost nothing: the page comes back with all that was typed,
and the second press works, whatever stands in the box.
"""

from datetime import timedelta

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from heard.family.site import now, site

#: The box that stays empty. Its name says nothing to people and much to programs.
BOX = "website"
#: When the page was made, signed.
MADE = "made"


def moment(*, again: bool) -> str:
    """The present moment as the page carries it, and whether the page comes back from a press."""
    return _signer().dumps([now().timestamp(), again])


def too_quick() -> bool:
    """Whether what was just posted was hardly typed by a person."""
    least = site().least_seconds
    if not least:
        return False
    try:
        made, again = _signer().loads(request.form.get(MADE, ""))
        passed = timedelta(seconds=now().timestamp() - float(made))
    except (BadSignature, TypeError, ValueError):
        return True
    return not again and (bool(request.form.get(BOX)) or passed < timedelta(seconds=least))


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="pace")
