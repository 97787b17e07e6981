"""Search in a small library: what comes first, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.library.search.index import (
    Document,
    Everyday,
    Index,
    Sayings,
    Section,
    read_sayings,
)
from heard.library.search.stems import stems_of
from heard.library.sources.problems import ContentError

MEETING = Document(
    "meeting",
    "The meeting",
    "What it is for.",
    (
        Section("", "", "People talk about a child."),
        Section("chair", "The chair", "Runs it fairly and writes to you."),
        Section("plan", "If there is a plan", "It says what must change. Children are heard."),
    ),
)
COMPLAINT = Document(
    "complaint", "Make a complaint", "If something is wrong.", (Section("", "", "Write to us."),)
)
TRAVEL = Document(
    "travel", "Help to come", "Buses.", (Section("", "", "An interpreter comes to the meeting."),)
)


def index(*everyday: Everyday, code: str = "en") -> Index[str]:
    return Index(code, (MEETING, COMPLAINT, TRAVEL), everyday)


def things(query: str, *everyday: Everyday) -> list[str]:
    return [hit.thing for hit in index(*everyday).search(query)]


def test_a_word_of_the_title_counts_more_than_one_of_the_text():
    assert things("meeting") == ["meeting", "travel"]


def test_endings_do_not_matter():
    assert things("complaints") == ["complaint"]
    assert things("MEETINGS") == ["meeting", "travel"]
    for forms in ("worries worried", "stopped stopping", "children kids", "decides decided"):
        assert len(set(stems_of(forms, "en"))) == 1, forms


def test_a_polish_word_is_the_same_in_every_case_and_no_other_word():
    for forms in (
        "dziecko dziecka dzieckiem dzieci dzieciom dziećmi dziecmi",
        "spotkanie spotkania spotkaniem spotkań",
        "skarga skargi skargę skardze",
        "tłumacz tłumacza tlumaczem",
        "raport raportu raporcie",
    ):
        assert len(set(stems_of(forms, "pl"))) == 1, forms
    assert not {*stems_of("przewodnicząca", "pl")} & {*stems_of("przewóz przewodnik", "pl")}


def test_a_language_without_known_rules_keeps_its_words_as_they_are():
    assert stems_of("بچوں کے", "ur") == stems_of("بچوں", "ur") + stems_of("کے", "ur")
    assert stems_of("meetings", "cy") == ("meetings",)


def test_a_result_leads_to_the_heading_that_fits():
    (hit,) = index().search("what must change in the plan")
    assert (hit.thing, hit.section.anchor) == ("meeting", "plan")


def test_a_result_leads_to_the_whole_page_where_its_title_fits_best():
    assert index().search("the meeting")[0].section is None


def test_one_slip_of_the_finger_is_forgiven():
    for typed in ("complant", "compliant", "complaintt", "conplaint", "interpretor"):
        assert things(typed), typed


def test_short_words_are_taken_as_they_are():
    assert things("bux") == []


def test_what_nothing_holds_is_not_found():
    assert things("pizza") == []
    assert things("") == []
    assert things("?!") == []


def test_common_words_alone_are_looked_for_where_they_stand_in_titles():
    assert things("to come") == ["travel"]


def test_what_people_say_leads_to_what_we_call_it():
    lying = Everyday(
        (frozenset({"lying", "lies"}), frozenset({"worker"})), stems_of("complaint", "en")
    )
    assert things("my worker is lying") == []
    assert things("my worker is lying", lying) == ["complaint"]
    assert things("a worker", lying) == []


def test_a_page_that_is_far_behind_is_left_out():
    assert [hit.thing for hit in index().search("meeting", worth=0.9)] == ["meeting"]


def test_letters_of_other_keyboards_find_the_same():
    polish = Index("pl", (Document("a", "Żłobek i spotkanie"),))
    for typed in ("zlobek", "spotkania", "SPOTKANIU"):
        assert polish.search(typed), typed
    urdu = Index("ur", (Document("a", "بچے کی میٹنگ"),))
    assert urdu.search("ميٹنگ")
    assert urdu.search("meeting") == ()


@given(st.text())
def test_nothing_that_is_typed_breaks_it(query):
    found = index().search(query)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


@given(st.lists(st.sampled_from(["meeting", "plan", "chair", "bus", "zzz"]), max_size=6))
def test_the_order_of_what_is_typed_does_not_matter(words):
    assert things(" ".join(words)) == things(" ".join(reversed(words)))


def test_a_very_long_query_is_cut_short():
    assert things("pizza " * 40 + "meeting") == []


@pytest.fixture
def listed(tmp_path):
    """Writes what people say in English, and reads it."""

    def _listed(text: str) -> Sayings:
        (tmp_path / "en").mkdir()
        (tmp_path / "en" / "everyday.tsv").write_text(text, encoding="utf-8")
        return read_sayings(tmp_path, "en")

    return _listed


def test_a_list_of_what_people_say_is_read_by_column(listed):
    said = listed("# why\n\nhit/hits he\tafraid\thelpline\nmoney\t\tadvice\n")
    (page,) = said.pages
    assert page.said == (frozenset({"hit", "hits"}), frozenset({"he"}))
    assert page.meant == ("afraid",)
    assert [each.meant for each in said.people] == [("helplin",), ("advic",)]


def test_a_language_without_such_a_list_has_none(tmp_path):
    assert read_sayings(tmp_path, "ur") == Sayings()


def test_a_line_that_means_nothing_is_refused_by_number(listed):
    with pytest.raises(ContentError) as refused:
        listed("one\n\ttwo\na / b\tc\na\tb\tc\td\n")
    assert [each.what[:6] for each in refused.value.problems] == [
        f"line {number}" for number in (1, 2, 3, 4)
    ]
