"""WTForms fields made from a journey's questions.

The question says what counts as an answer; the field carries what was typed, so that it comes back
unchanged beside its error.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flask_babel import gettext
from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from heard.casework.files.refusals import LARGEST_FILE, LARGEST_TOGETHER
from heard.journeys.model.asked import Answer
from heard.journeys.model.audience import CIRCLES, NARROWEST, Audience
from heard.journeys.model.choices import Option
from heard.journeys.model.dates import TypedDate
from heard.journeys.model.question import Doubt, Problem, Question
from heard.journeys.model.questions import Scale
from heard.web.page_language import long_date, today, understood

_MB = 1024 * 1024


class QuestionField(Field):
    """A question on the page. `data` is what was typed; `answer` what can be kept of it.

    `text` is the answer where it is one line of text, a choice or a date; empty where none can be
    kept. `macro` is the name of the macro that draws it, `first` what the id of its first box has
    after the field's own; empty where there is one box. Templates read both and `hint`, `options`,
    `doubt` (what is asked once about an answer that is kept), `left_out` (the words by which a
    choice is taken back; empty where an answer is needed), `limit`, `low`, `high`, `dir`,
    `needed`, `tap`, `faces` (how many of the options are drawn) and `drawn`.
    """

    autocomplete = "off"
    #: Whether each answer is a button.
    tap = False
    #: Whether files come with it; such a form is posted in another way.
    takes_files = False
    doubt = ""

    def __init__(self, question: Question, macro: str, first: str, **bound: Any) -> None:
        super().__init__(label=gettext(question.label), **bound)
        self.question = question
        self.macro, self.first = macro, first
        self.hint = gettext(question.hint) if question.hint else ""
        self.needed = bool(question.required)
        self.left_out = "" if self.needed else gettext(question.left_out)
        self.limit = getattr(question, "limit", None)
        self.dir = "auto"
        self.options = _shown(getattr(question, "options", ()))
        self.low = gettext(question.low) if isinstance(question, Scale) else ""
        self.high = gettext(question.high) if isinstance(question, Scale) else ""
        self.faces = getattr(question, "faces", 0)
        self.drawn = getattr(question, "drawn", False)
        self.answer: Answer | None = None

    @property
    def text(self) -> str:
        return self.answer if isinstance(self.answer, str) else ""

    def posted(self) -> list[tuple[str, str]]:
        """What was typed, as a browser would post it again."""
        return [(self.name, self.data)]

    def process_data(self, value: object) -> None:
        """Show a kept answer again."""
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what was typed."""
        self.data = valuelist[0] if valuelist else ""

    def pre_validate(self, form: object) -> None:
        """Keep the answer, or say beside the field why not."""
        try:
            self.answer = self.question.check(self.data)
        except Problem as problem:
            raise StopValidation(_said(problem)) from None

    def with_label(self, words: str) -> str:
        """What is said of the answer, for a place where other questions are spoken of too."""
        if self.question.required and words == gettext(self.question.required):
            # It was written for this question and says what is meant.
            return words
        label = self.label.text
        return f"{label} {words}" if label.endswith(("?", "؟")) else f"{label}: {words}"

    def ask_once(self, doubt: Doubt) -> None:
        """Ask beside the field about the answer, which is kept."""
        self.doubt = _said(doubt)


class TapField(QuestionField):
    """One answer out of a few, each a button.

    The answer of before travels along with whichever button is pressed; a new one comes after it.
    """

    tap = True

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[-1] if valuelist else ""


class ChoicesField(QuestionField):
    """Any number of answers out of a list."""

    def process_data(self, value: object) -> None:
        self.data = list(value) if isinstance(value, list) else []

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist


class DateField(QuestionField):
    """A date in three boxes, named `<name>-day`, `<name>-month` and `<name>-year`."""

    def process(self, formdata: Any, data: object = None, extra_filters: object = None) -> None:
        self.process_errors = []
        self.process_data(data)
        if formdata:
            day, month, year = (formdata.get(name, "") for name in self.question.boxes)
            self.data = TypedDate(day, month, year, understood(), today())

    def posted(self) -> list[tuple[str, str]]:
        typed = (self.data.day, self.data.month, self.data.year)
        return list(zip(self.question.boxes, typed, strict=True))

    def process_data(self, value: object) -> None:
        if isinstance(value, str) and value:
            kept = date.fromisoformat(value)
            self.data = TypedDate(str(kept.day), str(kept.month), str(kept.year))
        else:
            self.data = TypedDate()


class FilesField(QuestionField):
    """Files that are added. `data` is what was kept of them; what a post brings is taken elsewhere.

    Templates read `files`, which shows no key, and how many megabytes can be taken.
    """

    takes_files = True
    #: Under this name a page says which files it lists, should the draft have died meanwhile.
    listed = "listed_file"
    most_mb, together_mb = LARGEST_FILE // _MB, LARGEST_TOGETHER // _MB

    def process_data(self, value: object) -> None:
        self.data = list(value) if isinstance(value, list) else []

    def process_formdata(self, valuelist: list[str]) -> None:
        """Leave the list as it is."""

    @property
    def files(self) -> list[dict[str, object]]:
        """What is known of each file: `id`, `name`, `type`, `size` in bytes, `less`."""
        return [
            {name: each[name] for name in ("id", "name", "type", "size", "less")}
            for each in self.data
        ]


class ReadersField(Field):
    """Who may see this page's answers: one of the four circles, narrowest unless chosen.

    `circles` are the words for them, which differ for adults and for children.
    """

    macro, first = "audience", "-1"
    takes_files = False
    hint = ""

    def __init__(self, circles: Mapping[Audience, str], **bound: Any) -> None:
        super().__init__(label=gettext("Who may see this?"), **bound)
        self.circles = circles
        self.options = _shown(Option(each, circles[each]) for each in CIRCLES)

    def process_data(self, value: str | None) -> None:
        self.data = Audience(value) if value else NARROWEST

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and valuelist[0] in set(CIRCLES):
            self.data = Audience(valuelist[0])


def _said(about: Problem | Doubt) -> str:
    """The sentence in the page's language, with what stands in its gaps."""
    return gettext(about.words, **{name: _gap(each) for name, each in about.values.items()})


def _gap(value: object) -> object:
    if isinstance(value, date):
        return long_date(value)
    return gettext(value) if isinstance(value, str) else value


def question_field(form: BaseForm, name: str) -> QuestionField:
    """The field of the question `name` in a form that was made with `kinds.field_for`."""
    field = form[name]
    if not isinstance(field, QuestionField):
        raise TypeError(f"{name} is no question")
    return field


def _shown(options: Iterable[Option]) -> list[tuple[str, str, str]]:
    return [
        (each.value, gettext(each.label), gettext(each.hint) if each.hint else "")
        for each in options
    ]
