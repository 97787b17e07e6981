"""What a new kind of question needs stands in one registry, and the docs name every place of it."""

import inspect
import re
from pathlib import Path

import pytest

from heard.journeys.catalogue import JOURNEYS
from heard.journeys.model.asked import IN_ENGLISH
from heard.journeys.model.choices import Choice
from heard.journeys.model.journey import PAPER
from heard.journeys.model.question import Question
from heard.journeys.model.questions import KINDS
from heard.web.forms.answers import answer_words
from heard.web.forms.fields import TapField
from heard.web.forms.kinds import DESK_MACROS, PAGE_MACROS, PAPER_MACROS, SHOWN, Kind
from heard.web.forms.page_form import form_class
from tests.web.apps import small_app

ROOT = Path(__file__).parents[3]
SITE = ROOT / "site" / "heard"

every_kind = pytest.mark.parametrize("kind", sorted(KINDS))


def declared() -> list[Question]:
    """Every question of every form."""
    return [each for journey in JOURNEYS for _, each in journey.questions()] + list(PAPER.questions)


def classes(of: type[Question] = Question) -> set[type[Question]]:
    """Every class of questions that can stand in a form."""
    below = {each for sub in of.__subclasses__() for each in classes(sub)}
    return below | ({of} if "kind" in vars(of) else set())


def macros(template: str) -> dict[str, list[str]]:
    """The macros of a template, each with the names of what it is given."""
    (path,) = SITE.glob(f"*/templates/{template}")
    found = re.findall(r"{%-? macro (\w+)\((.*?)\)", path.read_text())
    return {
        name: [each.split("=")[0].strip() for each in given.split(",")] for name, given in found
    }


def test_every_kind_of_question_is_registered_once_and_is_shown():
    ours = {each for each in classes() if each.__module__.startswith("heard.journeys.")}
    assert set(KINDS.values()) == ours
    assert set(SHOWN) == set(KINDS)
    assert {each.kind for each in declared()} <= set(KINDS)


@every_kind
def test_a_kind_has_a_macro_for_pages_for_paper_and_for_the_desk(kind):
    shown = SHOWN[kind]
    for name in filter(None, (shown.page, shown.tapped)):
        assert macros(PAGE_MACROS)[name] == ["f", "heading"]
    assert macros(PAPER_MACROS)[shown.paper] == ["asked"]
    assert macros(DESK_MACROS)[shown.desk] == ["r", "reference", "large"]


@every_kind
def test_a_kind_can_be_asked_and_its_answer_said(kind):
    asked = [each for each in declared() if each.kind == kind]
    assert asked, "no form asks in this way"
    with small_app().test_request_context():
        for question in asked:
            assert answer_words(question.asked(None, IN_ENGLISH)) == ""
            for answer in some_answers(question):
                assert question.sound(answer)
                assert question.fitting(answer) == answer
                assert answer_words(question.asked(answer, IN_ENGLISH))
            assert question.empty(question.read(None if kind != "files" else []))


def some_answers(question: Question) -> list:
    """What somebody could answer, by the shape that the question's class says is sound."""
    if isinstance(question, Choice):
        values = [each.value for each in question.options if not each.refused]
        return [value for value in ([values[0]], values[0]) if question.sound(value)]
    file = {"id": "x", "name": "a.jpg", "type": "image/jpeg", "size": 1, "key": "k", "less": False}
    tried = ["Kim", "2015-03-27", 7, [file]]
    return [each for each in tried if question.sound(each) and question.fitting(each) == each]


def test_an_error_leads_to_the_first_box_of_its_field():
    """The id that the summary of errors links to stands in what the macro draws."""
    app = small_app()
    with app.test_request_context():
        kinds = app.jinja_env.get_template(PAGE_MACROS).module
        for journey in JOURNEYS:
            for page in journey.pages:
                form = form_class(page)(formdata=None)
                for question in page.questions:
                    field = form[question.name]
                    drawn = getattr(kinds, field.macro)(field, False)
                    assert f'id="{field.id}{field.first}"' in drawn, question.name


def test_the_docs_name_every_place_that_a_new_kind_needs():
    text = (ROOT / "docs" / "architecture.md").read_text()
    told = next(each for each in text.split("\n\n") if "A question of a new kind" in each)
    classes_needed = {*KINDS.values(), *(each.field for each in SHOWN.values()), TapField, Kind}
    places = {inspect.getsourcefile(each) for each in classes_needed}
    files = {str(Path(each).relative_to(SITE)) for each in places}
    for template in (PAGE_MACROS, PAPER_MACROS, DESK_MACROS):
        (path,) = SITE.glob(f"*/templates/{template}")
        files.add(str(path.relative_to(SITE)))
    assert not [each for each in files if f"`{each}`" not in told]


def test_nothing_but_the_registry_asks_a_question_for_its_kind():
    names = "|".join(KINDS)
    asks = re.compile(rf"\bkind['\"]?\]?\s*(==|!=|in\b|not in\b)\s*\(?[\"']({names})[\"']")
    folders = ("casework", "desk", "family", "journeys", "web")
    found = [
        f"{path.relative_to(SITE)}: {line.strip()}"
        for folder in folders
        for ending in ("py", "html")
        for path in (SITE / folder).rglob(f"*.{ending}")
        for line in path.read_text().splitlines()
        if asks.search(line)
    ]
    assert found == []
