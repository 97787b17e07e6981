"""Every form that Heard offers. A new form is a module of its own and one line here."""

from heard.journeys.adults.advocate import ADVOCATE
from heard.journeys.adults.bring import BRING
from heard.journeys.adults.complaint import COMPLAINT
from heard.journeys.adults.disagree import DISAGREE
from heard.journeys.adults.feedback import FEEDBACK
from heard.journeys.adults.report_reply import REPORT_REPLY
from heard.journeys.adults.support import SUPPORT
from heard.journeys.adults.your_views import YOUR_VIEWS
from heard.journeys.children.child_5_7 import CHILD_5_7
from heard.journeys.children.child_8_11 import CHILD_8_11
from heard.journeys.children.child_12_17 import CHILD_12_17
from heard.journeys.model.journey import Journey

JOURNEYS: tuple[Journey, ...] = (
    YOUR_VIEWS,
    SUPPORT,
    BRING,
    REPORT_REPLY,
    DISAGREE,
    COMPLAINT,
    FEEDBACK,
    ADVOCATE,
    CHILD_5_7,
    CHILD_8_11,
    CHILD_12_17,
)

#: The names that a link to a form may use.
SLUGS = frozenset(journey.slug for journey in JOURNEYS)

#: Those that a child fills in, alone or with help, from the youngest on.
FOR_CHILDREN = tuple(journey for journey in JOURNEYS if journey.age)


def by_slug(slug: str) -> Journey | None:
    """The form at this address, or None."""
    return next((journey for journey in JOURNEYS if journey.slug == slug), None)


def by_name(name: str) -> Journey | None:
    """The form of this name as it is today, whatever its version; None where there is none.

    It says what kind of form something came by. What was asked in it stands in the record alone.
    """
    return next((each for each in JOURNEYS if each.name == name), None)
