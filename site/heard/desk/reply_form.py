"""The form by which staff answer a family."""

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm

from heard.casework.replying import Reply
from heard.casework.sessions import SignedIn
from heard.journeys.questions import AnyOf, LongText, OneOf, Option
from heard.languages.marks import N_
from heard.records.messages import is_message_id, new_message_id
from heard.web.fields import field_for

_CONFIRM = "yes"

WORDS = LongText(
    name="words",
    label=N_("Your answer"),
    hint=N_("In plain, kind words. The family reads it with their number, on any phone."),
    required=N_("Write the answer first."),
)
READERS = OneOf(
    name="readers",
    label=N_("Who can open this answer at the desk?"),
    options=(Option("unit", N_("The team and the chairs")), Option("chair", N_("Only the chairs"))),
    required=N_("Choose who can open it."),
)
CONFIRM = AnyOf(
    name="confirm",
    label=N_("What the family asked for"),
    hint=N_("Say in your answer what is arranged: who, when, how long."),
    options=(Option(_CONFIRM, N_("I confirm that this is arranged")),),
)


class ReplyForm(FlaskForm):
    """What staff type. Only who holds the chairs' key is asked who may open the answer."""

    words = field_for(WORDS)
    readers = field_for(READERS)
    confirm = field_for(CONFIRM)

    def __init__(self, reader: SignedIn) -> None:
        posted = request.form if request.method == "POST" else None
        super().__init__(formdata=posted, data={"readers": "unit"})
        if "chairs" not in reader.holds:
            del self.readers

    def once(self, place: int) -> str:
        """The id of the answer: the one of the page that was posted, or a new one."""
        given = request.form.get("once", "")
        return given if is_message_id(given) else new_message_id(place)

    def reply(self) -> Reply:
        """What was typed, once it is valid."""
        return Reply(
            id=self.once(0),
            text=self.words.answer,
            part=self.readers.answer if self.readers else "unit",
            confirm=_CONFIRM in (self.confirm.answer or []),
        )

    def refuse(self, words: str) -> None:
        """Say beside the box why nothing was sent."""
        self.words.errors = [gettext(words)]
