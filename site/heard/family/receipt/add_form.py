"""What a family adds to something sent, as a form, and what travels along with it in the page."""

from collections.abc import Iterable
from functools import cache

from werkzeug.datastructures import MultiDict
from wtforms import Form

from heard.journeys.model.audience import TO_ADULTS, Audience, Said
from heard.journeys.model.choices import AnyOf, OneOf, Option
from heard.journeys.model.question import Question
from heard.journeys.model.questions import LongText
from heard.languages.marks import N_
from heard.records.messages import is_message_id, new_message_id
from heard.vault.parts import APART, PARTS
from heard.web.forms.fields import question_field
from heard.web.forms.kinds import field_for

#: The name under which the id of the next addition travels.
ONCE = "once"

WORDS = LongText(
    name="words",
    label=N_("What do you want to add?"),
    hint=N_("A change, or something that you forgot."),
    required=N_("Write first what you want to add."),
)


URGENT = "urgent"


def _urgent(said: Said) -> Question:
    words, hint = _DANGER[said is not TO_ADULTS]
    return AnyOf(name=URGENT, label=N_("Is it urgent?"), options=(Option(URGENT, words, hint),))


#: For adults, and for children.
_DANGER = (
    (
        N_("Yes: somebody may be hurt"),
        N_("Then it stands out in our list. It does not make anybody read it sooner. Call 999."),
    ),
    (
        N_("Yes: somebody may get hurt"),
        N_("Then it stands out. It does not make anybody read it sooner. Call 999."),
    ),
)


def _readers(said: Said) -> Question:
    return OneOf(
        name="part",
        label=N_("Who may see this?"),
        options=(
            Option("chair", said.circles[Audience.CHAIR]),
            Option("unit", said.circles[Audience.TEAM]),
        ),
        required=N_("Choose who may see it."),
    )


@cache
def _form(said: Said, apart: bool) -> type[Form]:
    # Not a FlaskForm: its token would need a cookie. Whoever posts this knows the twenty digits.
    questions = (WORDS, *(() if apart else (_readers(said),)), _urgent(said))
    return type("AddForm", (Form,), {each.name: field_for(each) for each in questions})


def add_form(
    posted: MultiDict[str, str] | None, said: Said = TO_ADULTS, *, apart: bool = False
) -> Form:
    """The form as it was typed; where nothing was, the narrowest circle of readers is chosen.

    `said` has the words for who sees it, which differ for adults and for children. Where it is kept
    `apart` there is nothing to choose.
    """
    if posted is None or not {"part", ONCE} & set(posted):
        return _form(said, apart)(data={"part": "chair"})
    return _form(said, apart)(posted)


def part_of(form: Form) -> str:
    """The part whose readers may see what is added."""
    return question_field(form, "part").text if "part" in form else APART


def is_urgent(form: Form) -> bool:
    """Whether the family wants what it adds to be seen today."""
    chosen = question_field(form, URGENT).answer
    return isinstance(chosen, list) and URGENT in chosen


def refuse(form: Form, words: str) -> None:
    """Say beside the box why what stands in it was not kept."""
    form["words"].errors = [words]


def once(posted: MultiDict[str, str], place: int) -> str:
    """The id of the next addition: the one of the page that was posted, or a new one."""
    given = posted.get(ONCE, "")
    return given if is_message_id(given) else new_message_id(place)


def typed(posted: MultiDict[str, str]) -> Iterable[tuple[str, str]]:
    """What was typed in the box, to travel on in a page that does not show it."""
    carried = {
        "words": posted.get("words", ""),
        "part": posted.get("part", "") if posted.get("part") in PARTS else "",
        URGENT: URGENT if URGENT in posted.getlist(URGENT) else "",
        ONCE: posted.get(ONCE, "") if is_message_id(posted.get(ONCE, "")) else "",
    }
    return [(name, value) for name, value in carried.items() if value]
