"""How each kind of question is shown: on a page, on paper and at the desk.

A kind's own behaviour is its class in `journeys/model/questions.py`. Everything else that knows of
kinds asks this registry, so that a new kind is one class and one line here with its macros.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from heard.journeys.model.choices import AnyOf, Faces, OneOf
from heard.journeys.model.dates import DateOf
from heard.journeys.model.question import Question
from heard.journeys.model.questions import Files, LongText, Reach, Scale, ShortText
from heard.web.forms.fields import ChoicesField, DateField, FilesField, QuestionField, TapField

#: Where the macros lie, of pages, of paper and of the desk.
PAGE_MACROS = "macros/kinds.html"
PAPER_MACROS = "print/kinds.html"
DESK_MACROS = "desk/kinds.html"


@dataclass(frozen=True)
class Kind:
    """A field and the names of three macros; `tapped` is that of a page where each answer is a
    button.

    `first` is what the id of the first box has after that of the field; empty where there is one
    box. On paper one answer is ticked where `tick_one`, and one writes on lines where `lined`.
    """

    page: str
    paper: str
    desk: str = "plain"
    field: type[QuestionField] = QuestionField
    tapped: str = ""
    first: str = ""
    tick_one: bool = False
    lined: bool = False


SHOWN: Mapping[str, Kind] = {
    ShortText.kind: Kind("text", "line"),
    Reach.kind: Kind("text", "line"),
    LongText.kind: Kind("words", "lines", lined=True),
    OneOf.kind: Kind("one", "ticks", tapped="taps", first="-1", tick_one=True),
    Faces.kind: Kind("faces", "faces", "face", tapped="faces", first="-1", tick_one=True),
    AnyOf.kind: Kind("any", "ticks", field=ChoicesField, first="-1"),
    Scale.kind: Kind("scale", "scale", first="-1", tick_one=True),
    DateOf.kind: Kind("date", "day", field=DateField, first="-day"),
    Files.kind: Kind("files", "files", "files", field=FilesField),
}


def field_for(question: Question) -> QuestionField:
    """The unbound field of a question, for the body of a form class."""
    kind = SHOWN[question.kind]
    if kind.tapped and getattr(question, "tap", False):
        return TapField(question, kind.tapped, kind.first)
    return kind.field(question, kind.page, kind.first)
