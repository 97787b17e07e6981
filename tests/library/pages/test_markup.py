import pytest

from heard.library.sources.problems import ContentError


def test_raw_html_is_shown_as_text(body):
    html = body("Say <script>alert(1)</script> & <b>loud</b>.\n\n<div onclick='x'>\n")

    assert "<script" not in html
    assert "<b>" not in html
    assert "<div onclick" not in html
    assert "&lt;script&gt;" in html


def test_braces_cannot_bring_attributes_along(body):
    html = body("## Next {#next}\n\nA paragraph.\n{: onclick=alert(1) }\n")

    assert '<h2 id="next">' in html
    assert "<p>A paragraph. {: onclick=alert(1) }</p>" in html


@pytest.mark.parametrize("target", ["javascript:alert(1)", "http://a.org", "data:x", "/en/x", "x"])
def test_only_the_known_kinds_of_link_are_accepted(body, target):
    with pytest.raises(ContentError, match="leads nowhere"):
        body(f"[here]({target})\n")


def test_a_link_out_of_the_site_does_not_say_where_it_comes_from(body):
    assert '<a href="https://lgo.org.uk" rel="noreferrer">' in body("[it](https://lgo.org.uk)\n")


def test_links_lead_into_the_readers_language(shelf):
    polish = shelf.load().page("pl", "guide", "the-meeting").body

    assert 'href="/pl/guides/the-meeting#before"' in polish
    assert 'href="/pl/about/privacy"' in polish
    assert 'href="/pl/help"' in polish


def test_a_form_is_reached_under_forms(body):
    assert 'href="/en/forms/your-views"' in body("[Send](form:your-views)\n")


def test_a_word_of_the_glossary_leads_to_its_meaning_on_the_same_page(shelf):
    page = shelf.load().page("en", "guide", "the-meeting")

    assert '<a class="term" href="#word-chair">chair</a>' in page.body
    assert [(term.anchor, term.term, term.meaning) for term in page.terms] == [
        ("word-chair", "Chair", "Runs the meeting.")
    ]


def test_a_childs_page_explains_words_for_children(shelf):
    shelf.change("en/guides/the-meeting.md", '"parent"', '"child-8-11"')

    page = shelf.load().page("en", "guide", "the-meeting")

    assert [term.meaning for term in page.terms] == ["Listens to you."]


def test_no_address_shows_a_word_that_should_not_be_seen(shelf, body):
    shelf.write(
        "en/glossary.tsv", "id\tterm\tadult\tchild\nchair\tA\tB\tC\nemotional-abuse\tA\tB\tC\n"
    )

    html = body("A [word](term:emotional-abuse).\n\n## Steps {#complaint}\n\n[x](#complaint)\n")

    addresses = [piece.split('"')[0] for piece in html.split('href="')[1:]]
    assert not any("abuse" in each or "complain" in each for each in addresses)
    assert f'id="{addresses[1][1:]}"' in html


def test_boxes_carry_the_classes_of_the_style_sheet(body):
    html = body('!!! say\n    "No."\n\nText.\n\n!!! note\n    Mind this.\n')

    assert '<div class="admonition say">\n<p class="admonition-title">You can say</p>' in html
    assert '<div class="admonition note">\n<p>Mind this.</p>' in html


def test_a_box_of_an_unknown_kind_is_refused(body):
    with pytest.raises(ContentError, match="no kind of box"):
        body("!!! danger\n    Text.\n")


def test_a_picture_stands_in_the_page_with_its_description(body):
    html = body("![A room seen from above](picture:room)\n")

    assert '<figure class="picture"><svg role="img" aria-label="A room seen from above"' in html


def test_a_drawing_that_could_act_is_refused(shelf):
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
    shelf.write("pictures/room.svg", svg)

    with pytest.raises(ContentError, match=r"pictures/room\.svg: may not hold script"):
        shelf.load()


def test_what_segmenter_and_renderer_understand_differently_is_refused(body):
    with pytest.raises(ContentError, match="does not stand as the dialect wants"):
        body("> Official.\n> - and a list\n>     more\n\n      - far too deep\n\n##Heading\n\n# \n")


def test_a_heading_without_an_id_is_refused(body):
    with pytest.raises(ContentError, match="must be ## or ### and have an id"):
        body("## Before\n\nText.\n")


def test_a_number_is_said_in_the_words_of_the_language(shelf):
    library = shelf.load()

    assert "<bdi>3 working days</bdi>" in library.page("en", "guide", "the-meeting").body
    assert "<bdi>3 dni robocze</bdi>" in library.page("pl", "guide", "the-meeting").body


def test_one_day_is_not_said_as_many(shelf, body):
    shelf.set(report_days={"initial": 1})

    assert "1 working day<" in body("{{report_days.initial}}\n")


def test_what_the_council_has_not_set_is_said_so(body):
    assert "the time your council has set" in body("You have {{report_days.review}}.\n")


def test_the_councils_own_words_are_never_taken_for_markup(body):
    assert "The chair decides &amp; says why." in body("{{text:who_decides}}\n")


def test_what_the_council_has_not_said_in_a_language_stands_there_in_english(shelf):
    for name in ("en", "pl"):
        shelf.change(f"{name}/guides/the-meeting.md", "> ", "{{text:who_decides}}\n\n> ")

    assert (
        '<span lang="en" dir="ltr">The chair'
        in shelf.load().page("pl", "guide", "the-meeting").body
    )


def test_a_phone_number_can_be_called_and_keeps_its_direction(body):
    assert '<a href="tel:999"><bdi dir="ltr">999</bdi></a>' in body("Call {{phone:emergency}}.\n")


def test_a_contact_that_the_council_lacks_becomes_whom_to_ask(body):
    assert "Ask the social worker for the number." in body("{{phone:complaints}}\n")
