"""Days that can hardly be meant are asked about once; the page itself says what it has asked."""

from collections.abc import Iterable
from datetime import date

from flask import request

from heard.web.forms.fields import QuestionField

#: The name under which a page posts which days it has asked about.
ASKED = "asked"


def asked_once(fields: Iterable[QuestionField], today: date) -> list[str]:
    """Ask beside the fields about days that are unlikely; what is asked now for the first time."""
    before, now = asked_before(), []
    for field in fields:
        doubt = field.question.doubt(field.answer, {}, today)
        which = f"{field.name} {field.text}"
        if doubt is not None and which not in before:
            field.ask_once(doubt)
            now.append(which)
    return now


def asked_before() -> list[str]:
    """What the page that was posted has asked about."""
    return request.form.getlist(ASKED)
