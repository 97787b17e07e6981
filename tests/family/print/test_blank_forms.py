"""Forms on paper: every word of the screen, and a way to answer each question by hand."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Response
from lxml import html

from heard.family.print.blank_forms import COPIES, FEWER_LINES, LINES
from heard.journeys.catalogue import JOURNEYS, by_slug
from heard.journeys.model.audience import Audience
from heard.journeys.model.journey import Journey, Page, copy_of
from heard.journeys.model.question import Question
from heard.library.print import leaflets
from heard.library.sources.neutral_words import avoided_words
from heard.web.inline import inline_style
from tests.family.print.test_leaflets import A4, LANGUAGES, changed, paper, size
from tests.support.clients import CarefulClient
from tests.support.paper import Paper, bare, squeezed
from tests.support.words import catalogue

__all__ = ["changed"]

FORMS = pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
SIZES = pytest.mark.parametrize("suffix", ["", "-large"])
NOT_ASKED_ON_PAPER = ("We have put in today.",)


def pages_of(journey: Journey) -> Iterator[Page]:
    """The pages as they come on paper, each copy of its own."""
    for page in journey.pages:
        copies = range(1, COPIES + 1) if page.repeats else ()
        yield from (copy_of(page, number) for number in copies) if copies else [page]


def words_of(journey: Journey, say: Callable[[str], str]) -> Iterator[str]:
    """Every sentence of the declaration in one language, in the order of the paper."""
    yield from map(say, (journey.title, journey.lead, journey.said.exception))
    for page in pages_of(journey):
        yield say(page.title) % {"n": page.copy} if page.copy else say(page.title)
        circles = journey.said.circles
        readers = circles.values() if page.asks_readers else [circles[page.readers]]
        yield from map(say, readers)
        yield say(page.lead)
        for question in page.questions:
            if getattr(question, "drawn", False):
                yield say("You can draw here, or on another sheet.")
                continue
            # Said once where the page's title is the question.
            if len(page.questions) > 1 or question.label != page.title:
                yield say(question.label)
            if not question.hint.startswith(NOT_ASKED_ON_PAPER):
                yield say(question.hint)
            for option in getattr(question, "options", ()):
                yield from map(say, (option.label, option.hint, option.refused))
            yield from map(say, (getattr(question, "low", ""), getattr(question, "high", "")))


def all_of_it_is_there(client: CarefulClient, journey: Journey, language: str, name: str) -> None:
    """Fail unless every sentence stands on paper, in its order."""
    folded = _letters if language == "ur" else squeezed
    said = folded(paper(client, f"/{language}/forms/{name}.pdf").text)
    translated, place = catalogue(language).ugettext, 0
    for words in words_of(journey, lambda text: translated(text) if text else ""):
        wanted = folded(words)
        at = said.find(wanted, place)
        assert at >= 0, f"{language} {journey.name}: not on paper, or not in its place: {words}"
        place = at + len(wanted)


def _letters(text: str) -> str:
    """What is read in one order alone: a row of numbers among letters from right to left is not."""
    return "".join(sign for sign in bare(text) if not sign.isdecimal())


@FORMS
def test_paper_asks_what_the_screen_asks_in_the_same_words_and_order(
    client: CarefulClient, journey: Journey
) -> None:
    all_of_it_is_there(client, journey, "en", journey.slug)


@pytest.mark.parametrize("language", ["pl", "ur"])
@pytest.mark.parametrize("slug", ["your-views", "your-side"])
def test_paper_speaks_other_languages(client: CarefulClient, language: str, slug: str) -> None:
    all_of_it_is_there(client, by_slug(slug), language, slug)


@pytest.mark.long
@FORMS
@pytest.mark.parametrize("language", LANGUAGES)
@SIZES
def test_every_form_is_whole_on_paper_in_every_language_and_size(
    client: CarefulClient, journey: Journey, language: str, suffix: str
) -> None:
    all_of_it_is_there(client, journey, language, journey.slug + suffix)


@pytest.fixture
def printed(client: CarefulClient, monkeypatch: pytest.MonkeyPatch) -> Callable:
    """The document of which the PDF is made, as a tree."""
    monkeypatch.setattr(
        "heard.family.print.blank_forms.pdf", lambda document, *_: Response(document)
    )
    return lambda address: html.fromstring(client.get(address).text)


def _count(block: html.HtmlElement, path: str) -> int:
    return len(block.xpath(path))


_BOXES = ".//span[@class='box']"


def _can_be_answered(question: Question, block: html.HtmlElement) -> bool:
    """Whether there is what a hand needs to answer a question of this kind."""
    if question.kind in ("one", "faces", "any"):
        tickable = [option for option in question.options if not option.refused]
        return _count(block, _BOXES) == len(tickable)
    if question.kind == "words":
        return _count(block, ".//div[@class='room']/b") in (FEWER_LINES, LINES)
    if question.kind == "date":
        return _count(block, ".//p[@class='day']//b") == 3
    if question.kind == "scale":
        marks = block.xpath(".//p[@class='marks']/bdi/text()")
        return marks == [str(number) for number in range(11)]
    if question.kind == "files" and question.drawn:
        return _count(block, ".//div[@class='canvas']") == 1
    if question.kind == "files":
        return "Put copies with this form." in block.text_content()
    return question.kind in ("text", "reach") and _count(block, ".//p[@class='line']") == 1


@FORMS
def test_each_question_can_be_answered_by_hand(printed: Callable, journey: Journey) -> None:
    document = printed(f"/en/forms/{journey.slug}.pdf")
    blocks = iter(document.find_class("question"))
    for page in pages_of(journey):
        for question in page.questions:
            assert _can_be_answered(question, next(blocks)), question.name
    assert not list(blocks)


@FORMS
def test_where_a_person_chooses_who_sees_it_there_are_four_boxes_to_tick(
    printed: Callable, journey: Journey
) -> None:
    sections = printed(f"/en/forms/{journey.slug}.pdf").find_class("page")
    for page, section in zip(pages_of(journey), sections, strict=True):
        (who,) = section.find_class("who")
        assert _count(who, _BOXES) == (4 if page.asks_readers else 0)
        if page.asks_readers:
            said = squeezed(who.text_content())
            nothing = "If you tick nothing, only a person who chairs these meetings sees it."
            assert squeezed(f"{nothing} The chair,") in said


@FORMS
def test_where_only_one_box_may_be_ticked_it_says_so(printed: Callable, journey: Journey) -> None:
    blocks = iter(printed(f"/en/forms/{journey.slug}.pdf").find_class("question"))
    for page in pages_of(journey):
        for question in page.questions:
            says_so = "Tick one." in next(blocks).text_content()
            assert says_so == (question.kind in ("one", "faces", "scale")), question.name


@FORMS
def test_a_page_for_some_says_in_words_for_whom(printed: Callable, journey: Journey) -> None:
    labels = [
        option.label
        for _, question in journey.questions()
        for option in getattr(question, "options", ())
    ]
    sections = printed(f"/en/forms/{journey.slug}.pdf").find_class("page")
    for page, section in zip(pages_of(journey), sections, strict=True):
        said = [line.text_content() for line in section.find_class("only")]
        assert len(said) == len(page.only_if)
        for condition, line in zip(page.only_if, said, strict=True):
            asked = next(each for _, each in journey.questions() if each.name == condition.question)
            wanted = [each.label for each in asked.options if each.value in condition.values]
            assert line == f"Only if you ticked: {' / '.join(wanted)}"
            assert all(labels.count(label) == 1 for label in wanted), "it must be clear which box"


def test_what_cannot_be_taken_has_no_box_and_says_why(printed: Callable) -> None:
    refused = printed("/en/forms/support.pdf").find_class("refused")
    assert len(refused) == 3
    for each in refused:
        assert not _count(each, _BOXES)
    assert "A child can never interpret here." in refused[-1].text_content()


def test_a_page_that_comes_several_times_is_printed_three_times(printed: Callable) -> None:
    text = printed("/en/forms/your-side.pdf").text_content()
    assert re.findall(r"Point \d+", text) == ["Point 1", "Point 2", "Point 3"]
    assert text.count("Do you need more? Write on another sheet in the same way.") == 1


def test_it_says_how_to_hand_it_in_and_when_it_is_read(client: CarefulClient) -> None:
    said = paper(client, "/en/forms/support.pdf").text
    for words in ("01632 960101", "conferences@fernshire.example.org"):
        assert words in said
    said = squeezed(said)
    for words in (
        "They read it on working days only.",
        "Is somebody in danger? Call 999.",
        "Then they give you a number.",
    ):
        assert squeezed(words) in said


@FORMS
def test_it_says_that_whoever_types_it_in_reads_what_is_for_the_chair(
    printed: Callable, journey: Journey
) -> None:
    said = printed(f"/en/forms/{journey.slug}.pdf").text_content()
    for_the_chair = squeezed(journey.said.circles[Audience.CHAIR]) in squeezed(said)
    assert ("one person in the team has to read all of it" in said) == for_the_chair


def test_what_the_screen_works_out_the_team_can_say(printed: Callable) -> None:
    for slug in ("not-agreed", "tell-us"):
        said = printed(f"/ur/forms/{slug}.pdf").text_content()
        assert "https://heard.fernshire.example.org/ur/which-way" in said


def test_staff_find_on_it_which_form_it_is_and_where_to_type_it_in(client: CarefulClient) -> None:
    text = paper(client, "/ur/forms/support.pdf").text
    assert f"support {by_slug('support').version} ur" in text
    assert "https://heard.fernshire.example.org/ur/forms/support/paper" in squeezed(text)
    assert client.get("/ur/forms/support/paper").status_code == 200


def test_without_an_address_it_names_none(client: CarefulClient, changed: Callable) -> None:
    council = client.app.extensions["site"].council
    changed(council=replace(council, address=""))
    said = paper(client, "/en/forms/not-agreed.pdf").text
    assert "https://" not in said
    assert f"disagree {by_slug('not-agreed').version} en" in said


@SIZES
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_on_paper_can_be_read_out(client: CarefulClient, language: str, suffix: str) -> None:
    found = paper(client, f"/{language}/forms/your-views{suffix}.pdf")
    assert found.root["/MarkInfo"]["/Marked"]
    assert found.root["/Lang"] == language
    assert found.root["/ViewerPreferences"]["/DisplayDocTitle"]
    told = found.root["/Metadata"].get_data().decode("utf-8")
    assert re.search(r'pdfuaid:part="1"|<pdfuaid:part>1<', told)
    assert found.reader.metadata.title in told
    assert not found.untagged
    kinds = [tag["/S"] for tag in found.tags]
    assert kinds.count("/H1") == 1
    assert {"/H2", "/H3", "/P", "/L", "/LI"} <= set(kinds)
    for tag in found.tags:
        assert tag["/S"] != "/Figure" or tag["/Alt"].strip()
    assert all(page["/Tabs"] == "/S" for page in found.reader.pages)


def _broken(found: Paper) -> Iterator[str]:
    """Headings that stand apart from what follows, and ways to answer apart from their heading."""
    numbers = {page.indirect_reference.idnum: at for at, page in enumerate(found.reader.pages)}
    headed = heading = None
    for tag in found.tags:
        kind = tag["/S"]
        if "/Pg" not in tag or kind in ("/Span", "/NonStruct"):
            continue
        at = numbers[tag.raw_get("/Pg").idnum]
        if heading is not None and at != heading:
            yield f"a heading ends page {heading + 1}"
        heading = at if kind in ("/H2", "/H3") else None
        headed = at if heading is not None else headed
        answered = kind in ("/L", "/LI") or (kind == "/Div" and _is_room(tag))
        if answered and at != headed:
            yield f"what is headed on page {headed + 1} goes on on page {at + 1}"


def _is_room(tag: dict) -> bool:
    kids = [kid.get_object() for kid in tag["/K"] if not isinstance(kid, int)]
    return bool(kids) and all(kid["/S"] == "/NonStruct" for kid in kids if "/S" in kid)


@FORMS
def test_a_question_stays_on_one_sheet_with_its_box(
    client: CarefulClient, journey: Journey
) -> None:
    assert list(_broken(paper(client, f"/en/forms/{journey.slug}.pdf"))) == []


def test_a_question_in_urdu_stays_on_one_sheet_with_its_box(client: CarefulClient) -> None:
    assert list(_broken(paper(client, "/ur/forms/your-views.pdf"))) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a4_and_larger_in_large_print(client: CarefulClient, language: str) -> None:
    small = paper(client, f"/{language}/forms/your-views.pdf")
    large = paper(client, f"/{language}/forms/your-views-large.pdf")
    for each in (small, large):
        assert all(size(page) == A4 for page in each.reader.pages)
    assert min(small.sizes) >= 8
    assert min(large.sizes) >= 18
    assert len(small.reader.pages) <= 6


def test_urdu_is_set_in_a_face_that_keeps_its_letters(client: CarefulClient) -> None:
    fonts = " ".join(paper(client, "/ur/forms/your-views.pdf").fonts)
    assert "Naskh" in fonts
    assert "Nastaliq" not in fonts


@pytest.mark.parametrize(
    "name", [*(journey.slug for journey in JOURNEYS), "your-views-large", "tell-us-large"]
)
def test_name_and_title_of_the_file_tell_nothing(client: CarefulClient, name: str) -> None:
    answer = client.get(f"/en/forms/{name}.pdf")
    assert answer.headers["Content-Disposition"] == f'inline; filename="{name}.pdf"'
    told = Paper(answer.data).reader.metadata
    assert told.title == by_slug(name.removesuffix("-large")).tab_title
    assert not avoided_words(" ".join([name, *(str(each) for each in told.values())]))


def test_it_holds_nothing_that_runs(client: CarefulClient) -> None:
    body = client.get("/en/forms/your-views.pdf").data
    for active in (b"/JavaScript", b"/JS", b"/OpenAction", b"/AA", b"/Launch", b"/EmbeddedFile"):
        assert active not in body


def test_it_is_asked_for_again_each_time_and_sent_once(client: CarefulClient) -> None:
    first = client.get("/en/forms/afterwards.pdf")
    assert first.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in first.headers
    again = client.get("/en/forms/afterwards.pdf", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert not again.data
    large = client.get("/en/forms/afterwards-large.pdf")
    assert large.get_etag() != first.get_etag()


def test_it_is_made_once(client: CarefulClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get("/en/forms/afterwards.pdf").data
    monkeypatch.setattr(leaflets, "leaflet", lambda *_: pytest.fail("it was made again"))
    assert client.get("/en/forms/afterwards.pdf").data == first


def test_it_is_made_anew_when_the_settings_change(client: CarefulClient, changed: Callable) -> None:
    before = client.get("/en/forms/afterwards.pdf").headers["ETag"]
    council = client.app.extensions["site"].council
    changed(council=replace(council, address="https://heard.otherton.example.org"))
    after = client.get("/en/forms/afterwards.pdf", headers={"If-None-Match": before})
    assert after.status_code == 200
    assert "https://heard.otherton.example.org/en/" in squeezed(Paper(after.data).text)


def test_the_start_of_a_form_leads_to_it(client: CarefulClient) -> None:
    page = client.get("/ur/forms/support").text
    for address in ("/ur/forms/support.pdf", "/ur/forms/support-large.pdf"):
        assert f'href="{address}"' in page
        assert client.get(address).mimetype == "application/pdf"


def test_there_is_none_in_a_language_in_which_the_form_is_closed(
    client: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = replace(client.app.extensions["site"], forms_open_in=frozenset({"en"}))
    monkeypatch.setitem(client.app.extensions, "site", english)
    assert client.get("/ur/forms/support.pdf").status_code == 404
    assert client.get("/en/forms/support.pdf").status_code == 200


def test_without_the_means_to_make_it_nothing_is_offered(
    client: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaflets, "available", lambda: False)
    assert client.get("/en/forms/support.pdf").status_code == 404
    assert ".pdf" not in client.get("/en/forms/support").text


@pytest.mark.parametrize("name", ["nothing.pdf", "nothing-large.pdf", "support-huge.pdf"])
def test_a_form_that_is_not_there_says_so_calmly(client: CarefulClient, name: str) -> None:
    answer = client.get(f"/en/forms/{name}")
    assert answer.status_code == 404
    assert "01632 960101" in answer.text


def test_paper_has_the_tokens_of_the_screen() -> None:
    def tokens(name: str) -> dict[str, str]:
        sheet = inline_style(name).text
        return dict(re.findall(r"(--[\w-]+):([^;}]+)", sheet[: sheet.index("}")]))

    screen, on_paper = tokens("common/tokens.css"), tokens("paper.css")
    colours = {name for name, value in on_paper.items() if value.startswith(("#", "var("))}
    assert len(colours) > 5
    for name in colours:
        assert on_paper[name] == screen[name], name


def test_the_sheet_for_paper_knows_no_left_and_right() -> None:
    sheet = inline_style("paper.css").text
    assert not re.findall(r"[;{](?:margin|padding|border|inset)-(?:left|right)|float:", sheet)
