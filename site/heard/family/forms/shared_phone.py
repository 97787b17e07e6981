"""Whether others use this phone or computer: asked once, before the first box of a form.

The answer is about the phone, not about the form, so it stands in the browser's session and goes
with it. Where it is yes, less is shown after sending, and for a shorter time.
"""

from flask import request, session

from heard.casework.drafts.draft import Draft
from heard.journeys.model.journey import Journey
from heard.journeys.model.roles import Care, Role

#: The box that is ticked, and where the cookie remembers it.
OTHERS = "others"


def note_others() -> None:
    """Remember what was ticked beside the button that was pressed."""
    if OTHERS in request.form:
        session[OTHERS] = True
    else:
        session.pop(OTHERS, None)


def others_use_it() -> bool:
    """Whether the family has said so of this phone or computer."""
    return session.get(OTHERS) is True


def shared(journey: Journey, draft: Draft) -> bool:
    """Whether others may look at this phone, as was said before the form or in it."""
    care = journey.answer(Role.CONTACT_CARE, draft.answers)
    return others_use_it() or (isinstance(care, list) and Care.SHARED_PHONE in care)
