"""The forms by which staff answer: one text for an adult, two blocks for a child."""

from dataclasses import dataclass, replace

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from heard.casework.reading.replying import Reply
from heard.casework.sending.child_reply import MOST_WORDS, too_long
from heard.casework.staff.access import LISTED, Permission, allows
from heard.casework.staff.sessions import SignedIn
from heard.journeys.model.choices import AnyOf, OneOf, Option
from heard.journeys.model.journey import Journey
from heard.journeys.model.question import Problem
from heard.journeys.model.questions import LongText
from heard.languages.marks import N_
from heard.records.messages import is_message_id, new_message_id
from heard.web.forms.fields import QuestionField
from heard.web.forms.kinds import field_for
from heard.web.forms.page_form import as_typed

_YES = "yes"
_DID, _COULD_NOT = "did", "could-not"

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


@dataclass(frozen=True, kw_only=True)
class ShortSentences(LongText):
    """Words for a child: no sentence is longer than MOST_WORDS words."""

    def read(self, typed: object) -> str:
        text = super().read(typed)
        if sentence := too_long(text):
            raise Problem(
                N_("Use at most %(most)s words in a sentence. Too long: “%(sentence)s”"),
                most=MOST_WORDS,
                sentence=sentence,
            )
        return text


#: Enough for a child to read at once, in letters.
_ENOUGH = 1000

YOU_SAID = ShortSentences(
    name="words",
    limit=_ENOUGH,
    label=N_("You said"),
    required=N_("Write first what you understood."),
)
OUTCOME = OneOf(
    name="outcome",
    label=N_("How does the second part begin?"),
    options=(
        Option(_DID, N_("So we did")),
        Option(_COULD_NOT, N_("We could not do it, because")),
    ),
    required=N_("Choose how the second part begins."),
)
WE_DID = ShortSentences(
    name="did",
    limit=_ENOUGH,
    label=N_("So we did, or why we could not"),
    required=N_("Write what was done, or why it could not be done."),
)
PASSED_ON = AnyOf(
    name="passed_on",
    label=N_("By word of mouth"),
    hint=N_("Tell them first, then tick this and send it."),
    options=(Option(_YES, N_("I passed this on through the person they named")),),
)

_AGES = {
    "5-7": N_("For a child of 5 to 7. Somebody may read it out to them."),
    "8-11": N_("For a child of 8 to 11."),
    "12-17": N_("For a young person of 12 to 17."),
}


class ReplyForm(FlaskForm):
    """What staff type. Only who may open what is for the chairs is asked who opens the answer."""

    words = field_for(WORDS)
    readers = field_for(READERS)
    _seen_more = False

    def __init__(self, reader: SignedIn, typed: MultiDict[str, str] | None = None) -> None:
        posted = request.form if request.method == "POST" else typed
        super().__init__(formdata=posted, data={"readers": "unit", "outcome": _DID})
        self._part = LISTED.get(reader.role, "unit")
        if not allows(reader, Permission.OPEN_FOR_CHAIRS):
            del self.readers

    def once(self, place: int) -> str:
        """The id of the answer: the one of the page that was posted, or a new one.

        It says how many messages stand on the page on which the answer is written.
        """
        given = request.form.get("once", "")
        return given if is_message_id(given) and not self._seen_more else new_message_id(place)

    def reply(self) -> Reply:
        """What was typed, once it is valid."""
        return Reply(
            id=self.once(0),
            text=self.words.text,
            part=self.readers.text if self.readers else self._part,
        )

    def stop_for_more(self, words: str) -> None:
        """Say beside the box that more was written since; the page that shows it has a new id."""
        self._seen_more = True
        self.refuse(words)

    def refuse(self, words: str) -> None:
        """Say beside the box why nothing was sent."""
        self.words.errors = [gettext(words)]


class ChildReplyForm(ReplyForm):
    """What staff type for a child: what we understood, and what we did about it."""

    words = field_for(YOU_SAID)
    outcome = field_for(OUTCOME)
    did = field_for(WE_DID)
    passed_on = field_for(PASSED_ON)

    def __init__(
        self, reader: SignedIn, age: str, typed: MultiDict[str, str] | None = None
    ) -> None:
        super().__init__(reader, typed)
        self.words.hint = gettext(
            "%(child)s Write what you understood, in %(most)s words or fewer for each sentence.",
            child=gettext(_AGES[age]),
            most=MOST_WORDS,
        )
        self.did.hint = gettext(
            "Who does what, and when. %(most)s words or fewer for each sentence.", most=MOST_WORDS
        )

    def reply(self) -> Reply:
        return replace(
            super().reply(),
            did=self.did.text,
            could=self.outcome.text == _DID,
            passed_on=_is_ticked(self.passed_on),
        )

    def leave_passing_on(self) -> None:
        """Do not ask if it was passed on: only a chair tells this child, and says so."""
        del self.passed_on

    def word_passing_on(self, words: str) -> None:
        """Say what the tick says that it was passed on."""
        self.passed_on.options = [(_YES, words, "")]


def _is_ticked(field: QuestionField) -> bool:
    return isinstance(field.answer, list) and _YES in field.answer


def reply_form(
    reader: SignedIn, journey: Journey | None, typed: dict[str, list[str]] | None = None
) -> ReplyForm:
    """The form for an answer to whoever filled in this form; with what was `typed` before."""
    before = as_typed(typed) if typed else None
    if journey is not None and journey.age:
        return ChildReplyForm(reader, journey.age, before)
    return ReplyForm(reader, before)
