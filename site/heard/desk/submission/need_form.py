"""The form by which staff say what became of one thing that a family asked for."""

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

from heard.casework.reading.needs import Need
from heard.casework.reading.saying import MOST_LETTERS, Said
from heard.casework.sending.need_words import TOLD
from heard.desk.submission.reply_form import ShortSentences
from heard.desk.submission.wording import need_state_words
from heard.journeys.model.choices import OneOf, Option
from heard.journeys.model.questions import LongText
from heard.languages.marks import N_
from heard.records.messages import is_message_id, new_message_id
from heard.web.forms.fields import QuestionField
from heard.web.forms.kinds import field_for

_YES, _NO = "yes", "no"
_LABEL = N_("A few words to the family about this")
_HINT = N_("Who, when, where it matters. You can leave it out.")

STATE = OneOf(
    name="state",
    label=N_("Where does it stand?"),
    options=tuple(Option(state, state) for state in TOLD),
    required=N_("Choose where it stands."),
)
NAMED = OneOf(
    name="named",
    label=N_("What does the family’s page call it?"),
    hint=N_("Whoever finds the number reads it. The name alone can tell who is afraid of whom."),
    options=(Option(_NO, N_("Something you asked for")), Option(_YES, N_("By its name"))),
    required=N_("Choose what the page calls it."),
)


class NeedForm(FlaskForm):
    """What staff type of one need. Only where the name tells much is asked what it is called."""

    state = field_for(STATE)
    words = field_for(LongText(name="words", label=_LABEL, hint=_HINT, limit=MOST_LETTERS))
    named = field_for(NAMED)

    def __init__(self, need: Need) -> None:
        posted = request.form if request.method == "POST" else None
        super().__init__(formdata=posted, data={"named": _NO})
        self._need = need
        self.state.options = [
            (
                state,
                need_state_words(state),
                gettext("The family reads: “%(told)s”", told=gettext(told)),
            )
            for state, told in TOLD.items()
        ]
        if need.discreet:
            self.named.options = [
                (_NO, gettext("Something you asked for"), ""),
                (_YES, gettext("By its name: “%(name)s”", name=need.name.english), ""),
            ]
        else:
            del self.named
        self.once = request.form.get("once", "")
        self.seen = request.form.get("seen", need.last)
        if not is_message_id(self.once):
            self.once = new_message_id(len(need.steps))

    def validate_words(self, field: QuestionField) -> None:
        """Without a name there have to be words, or nobody knows what is meant."""
        if self._nameless and not field.text:
            raise ValidationError(
                gettext("Write a few words, so that the family knows what is meant.")
            )

    @property
    def _nameless(self) -> bool:
        return bool(self.named is not None and self.named.data != _YES)

    def said(self) -> Said:
        """What was chosen and typed, once it is valid."""
        return Said(
            id=self.once,
            state=self.state.text,
            text=self.words.text,
            named=not self._nameless,
            seen=self.seen,
        )

    def refuse(self, words: str) -> None:
        """Say why nothing was stored; what was chosen and typed stays, to be sent again."""
        self.state.errors = [gettext(words)]
        self.once, self.seen = new_message_id(len(self._need.steps)), self._need.last


class ChildsNeedForm(NeedForm):
    """The same for a child: words in short sentences."""

    words = field_for(ShortSentences(name="words", label=_LABEL, hint=_HINT, limit=MOST_LETTERS))
