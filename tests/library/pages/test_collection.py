from datetime import date

import pytest

from heard.library.pages.plain_text import plain_text
from heard.library.sources.problems import ContentError
from heard.library.translating.state_files import write_states
from heard.library.translating.sync import Making, check
from heard.library.translating.sync_files import read_sync, sync_path, write_sync

DAY = date(2026, 11, 2)


def check_everything(shelf, name="guides/the-meeting"):
    """Let two people answer for the Polish page."""
    write_states(shelf.folder, shelf.council, made=Making("human", "Anna"))
    translated = shelf.load().translations("pl")[name]
    sync = translated.sync
    for block in translated.english:
        sync = check(sync, block, "Bartek", DAY)
    write_sync(sync_path(translated.path), sync)


def polish(shelf):
    return shelf.load().page("pl", "guide", "the-meeting")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("en/guides/the-meeting.md", "sources = [{", "other = [{", "sources is missing"),
        ("en/guides/the-meeting.md", 'summary = "What it is for."', "", "summary is missing"),
        ("en/guides/the-meeting.md", '"parent"', '"everyone"', "audience must be one of"),
        ("en/guides/the-meeting.md", '"never"', '"soon"', "checked must be"),
        ("en/guides/the-meeting.md", "+++\n\nThe", "\nThe", "no closing line"),
        ("en/guides/the-meeting.md", "order = 10", "order = ", "not TOML"),
        ("en/guides/the-meeting.md", "About the meeting", "Child protection", "tab_title holds"),
        ("en/guides/the-meeting.md", "term:chair", "term:judge", "term:judge leads nowhere"),
        ("en/guides/the-meeting.md", "meeting#before", "meeting#after", "leads nowhere"),
        ("en/guides/the-meeting.md", "picture:room", "picture:moon", "no picture picture:moon"),
        ("en/guides/the-meeting.md", "report_days.initial", "days", "{{days}} is no known value"),
        ("en/guides/the-meeting.md", "phone:emergency", "phone:pizza", "no known contact"),
        ("en/guides/the-meeting.md", "> Official", "## A {#before}\n\n> O", "stands there twice"),
        ("pl/guides/the-meeting.md", "{#before}", "{#przedtem}", "'przedtem' is not in the Engl"),
        ("pl/guides/the-meeting.md", "O spotkaniu", "Skarga", "tab_title holds 'skarg'"),
        ("pl/guides/the-meeting.md", "term:chair", "term:szef", "term:szef leads nowhere"),
        ("pl/guides/the-meeting.md", "summary", "order = 2\nsummary", "order is no field"),
        ("contacts.toml", 'hours = "always"', 'hours = "later"', "emergency: hours must be"),
        ("contacts.toml", 'sources = ["nhs.uk"]', "", "sources is missing"),
        ("en/contacts.toml", "[emergency]", "[other]", "not in both lists"),
        ("en/glossary.tsv", "Listens to you.", "", "line 2 must have 4 filled"),
    ],
)
def test_start_up_is_refused_by_file_and_by_what_is_wrong(shelf, file, old, new, told):
    shelf.change(file, old, new)

    with pytest.raises(ContentError) as refused:
        shelf.load()

    assert any(each.file == file and told in each.what for each in refused.value.problems)


def test_all_problems_are_told_at_once(shelf):
    shelf.change("en/guides/the-meeting.md", "term:chair", "term:judge")
    shelf.change("en/pages/privacy.md", "We keep", "{{what}} We keep")
    shelf.change("contacts.toml", '"V"', '"X"')

    with pytest.raises(ContentError) as refused:
        shelf.load()

    assert {each.file for each in refused.value.problems} >= {
        "en/guides/the-meeting.md",
        "en/pages/privacy.md",
        "contacts.toml",
    }


def test_an_address_with_a_word_that_should_not_be_seen_is_refused(shelf):
    text = (shelf.folder / "en/pages/privacy.md").read_text("utf-8")
    shelf.write("en/pages/make-a-complaint.md", text)

    with pytest.raises(ContentError, match="the address holds 'complain'"):
        shelf.load()


def test_a_translation_without_an_english_page_is_refused(shelf):
    shelf.write("pl/guides/more.md", "+++\n+++\n")

    with pytest.raises(ContentError, match=r"pl/guides/more\.md: has no English page"):
        shelf.load()


def test_an_unchecked_translation_is_shown_with_its_state(shelf):
    page = polish(shelf)

    assert (page.title, page.state, page.holds_unchecked) == ("Spotkanie", "unchecked", True)


def test_legal_words_that_nobody_checked_are_withheld_by_a_real_council(shelf):
    shelf.set(fictional=False)

    page = polish(shelf)

    assert (page.state, page.title, page.title_language) == ("withheld", "The meeting", "en")
    assert '<p lang="en" dir="ltr">' in page.body or '<p dir="ltr" lang="en">' in page.body
    assert "Nie musisz" not in page.body
    assert 'href="/pl/guides/the-meeting#before"' in page.body


def test_a_council_may_withhold_whatever_nobody_checked(shelf):
    shelf.set(show_unchecked=False)

    assert polish(shelf).state == "withheld"


def test_words_that_two_people_checked_are_shown_by_every_council(shelf):
    check_everything(shelf)
    shelf.set(fictional=False, show_unchecked=False)

    page = polish(shelf)

    assert (page.state, page.title) == ("checked", "Spotkanie")
    assert 'lang="en"' not in page.body


def test_one_lost_not_puts_the_english_block_in_place_of_the_translated_one(shelf):
    check_everything(shelf)
    shelf.change("en/guides/the-meeting.md", "do not have to", "do have to")

    page = polish(shelf)

    assert page.state == "outdated"
    assert "You do have to come alone." in page.body
    assert "Nie musisz" not in page.body
    assert "prowadzi spotkanie" in page.body


def test_a_page_that_nobody_translated_is_there_in_english(shelf):
    page = shelf.load().page("pl", "page", "privacy")

    assert (page.state, page.language, page.title_language) == ("withheld", "pl", "en")


def test_an_english_heading_renamed_does_not_stop_the_site(shelf):
    check_everything(shelf)
    shelf.change("en/guides/the-meeting.md", "{#before}", "{#earlier}")
    shelf.change("en/guides/the-meeting.md", "meeting#before", "meeting#earlier")
    shelf.change("pl/guides/the-meeting.md", "meeting#before", "meeting#earlier")

    assert polish(shelf).state == "outdated"


def test_state_files_are_written_once_and_are_the_same_each_time(shelf):
    written = write_states(shelf.folder, shelf.council)

    assert shelf.folder / "pl/guides/the-meeting.sync.json" in written
    assert write_states(shelf.folder, shelf.council) == []
    assert read_sync(written[0], "page") is not None


def test_guides_come_in_their_order_and_by_audience(shelf):
    text = (shelf.folder / "en/guides/the-meeting.md").read_text("utf-8")
    shelf.write("en/guides/first.md", text.replace("order = 10", "order = 1"))
    shelf.write("en/guides/young.md", text.replace('"parent"', '"child-5-7"'))
    library = shelf.load()

    assert [page.slug for page in library.guides("en")] == ["first", "the-meeting", "young"]
    assert [page.slug for page in library.guides("en", "child-5-7")] == ["young"]
    assert [page.slug for page in library.pages("en")] == ["privacy"]


def test_plain_text_leaves_out_quotations_and_ends_every_line(shelf):
    text = plain_text(shelf.load().page("en", "guide", "the-meeting"))

    assert "Official" not in text
    assert text.splitlines()[:3] == [
        "The meeting.",
        "What it is for.",
        "The chair runs the meeting.",
    ]
    assert "Call 999." in text


def test_a_word_that_is_not_translated_is_explained_in_english(shelf):
    shelf.write("pl/glossary.tsv", "id\tterm\tadult\tchild\n")

    [entry] = shelf.load().glossary("pl")

    assert (entry.term, entry.language, entry.state) == ("Chair", "en", "outdated")


def test_a_word_of_a_translation_that_the_english_lacks_is_refused(shelf):
    shelf.write("pl/glossary.tsv", "id\tterm\tadult\tchild\nszef\ta\tb\tc\n")

    with pytest.raises(ContentError, match="szef is not in the English file"):
        shelf.load()
