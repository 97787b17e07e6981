"""The form of a journey's page: Flask-WTF around the questions as they are declared."""

from collections.abc import Mapping
from functools import cache

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict

from heard.journeys.model.asked import Answer
from heard.journeys.model.audience import TO_ADULTS, Said
from heard.journeys.model.journey import Page
from heard.journeys.model.question import Doubt
from heard.web.forms.fields import ReadersField, question_field
from heard.web.forms.kinds import field_for

READERS = "readers"


class PageForm(FlaskForm):
    """What all pages' forms can do. Made by `form_class`."""

    page: Page

    def __init__(self, **given: object) -> None:
        # Left to itself Flask-WTF would also read JSON, which no page of ours sends.
        given.setdefault("formdata", request.form if request.method == "POST" else None)
        super().__init__(**given)

    def kept(self) -> dict[str, Answer]:
        """The answers that can be kept. Empty before `validate`."""
        answers = {
            question.name: question_field(self, question.name).answer
            for question in self.page.questions
            # Files are taken and dropped one by one.
            if question.typed
        }
        return {name: answer for name, answer in answers.items() if answer is not None}

    def ask_once(self, doubts: Mapping[str, Doubt]) -> None:
        """Ask about answers that are kept, beside their fields; by the names of the questions."""
        for name, doubt in doubts.items():
            question_field(self, name).ask_once(doubt)

    @property
    def asks(self) -> bool:
        """Whether something is asked about an answer that is kept."""
        return any(question_field(self, each.name).doubt for each in self.page.questions)

    def reader(self) -> str | None:
        """Who may see the page, where the person chooses."""
        return self[READERS].data if self.page.asks_readers else None


@cache
def form_class(page: Page, said: Said = TO_ADULTS) -> type[PageForm]:
    """The form class of a page. `said` has the words for who may see its answers."""
    body: dict[str, object] = {question.name: field_for(question) for question in page.questions}
    if page.asks_readers:
        body[READERS] = ReadersField(said.circles)
    return type("PageForm", (PageForm,), {"page": page, **body})


def as_typed(typed: dict[str, list[str]]) -> MultiDict[str, str]:
    """What was typed and could not be kept, as a browser would post it."""
    return MultiDict((name, value) for name, values in typed.items() for value in values)


def what_was_typed(form: PageForm, posted: MultiDict[str, str]) -> dict[str, list[str]]:
    """The posted values that belong to this page; all other keys are dropped."""
    own = set(form.data) | {name for each in form.page.questions for name in each.boxes}
    return {name: values for name, values in posted.lists() if name in own - {"csrf_token"}}
