"""Telling a person from a program at the first post of a form, without puzzles.

Two things that nobody notices: a box that people do not see and programs like to fill in, and a
moment that passes before anybody can have read a page. Whoever is caught has lost nothing: the page
comes back with all that was typed, and the second press works.
"""

from datetime import timedelta

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer

from heard.family.site import now, site

#: The box that stays empty. Its name says nothing to people and much to programs.
BOX = "website"
#: When the page was made, signed.
MADE = "made"


def moment() -> str:
    """The present moment as the page carries it."""
    return _signer().dumps(now().timestamp())


def too_quick() -> bool:
    """Whether what was just posted was hardly typed by a person."""
    least = site().least_seconds
    if not least:
        return False
    if request.form.get(BOX):
        return True
    try:
        made = float(_signer().loads(request.form.get(MADE, "")))
    except (BadSignature, TypeError, ValueError):
        return True
    return timedelta(seconds=now().timestamp() - made) < timedelta(seconds=least)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or "", salt="pace")
