"""HTML in, PDF out: tags, folding, the square code, and nothing from outside."""

import re
from io import BytesIO
from itertools import chain
from pathlib import Path

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from heard.library.print.drawing import drawn as leaflet
from heard.library.print.folding import folded, sides
from heard.library.print.leaflets import square_code
from tests.support.paper import Paper

ADDRESS = "https://heard.fernshire.example.org/en/guides/the-meeting"
LINE = 'xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/>'


def document(body: str, language: str = "en", head: str = "") -> str:
    direction = "rtl" if language == "ur" else "ltr"
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><title>Hello</title>'
        f"<style>@page{{size:A5}}h1+h1{{break-before:page}}</style>{head}</head>"
        f"<body>{body}</body></html>"
    )


def pages(count: int, language: str = "en") -> bytes:
    return leaflet(document("".join(f"<h1>n{at}</h1>" for at in range(1, count + 1)), language), "")


def test_four_pages_stand_on_one_sheet_as_a_booklet_wants_them():
    assert list(sides(4, right_to_left=False)) == [(4, 1), (2, 3)]
    assert list(sides(4, right_to_left=True)) == [(1, 4), (3, 2)]


def test_eight_pages_go_into_each_other():
    assert list(sides(8, right_to_left=False)) == [(8, 1), (2, 7), (6, 3), (4, 5)]


@given(count=st.integers(1, 80), right_to_left=st.booleans())
def test_folded_sheets_hold_every_page_once_and_lie_in_reading_order(count, right_to_left):
    found = list(sides(count, right_to_left=right_to_left))
    whole = 2 * len(found)
    assert whole % 4 == 0
    assert count <= whole < count + 4
    assert sorted(chain(*found)) == list(range(1, whole + 1))
    for front, back in zip(found[::2], found[1::2], strict=True):
        # Turned over its short edge, the back of a half carries the neighbour in the booklet.
        assert abs(front[0] - back[1]) == abs(front[1] - back[0]) == 1


@pytest.mark.parametrize(("language", "first"), [("en", "right"), ("ur", "left")])
def test_the_first_page_is_on_the_front_of_the_folded_booklet(language, first):
    reader = PdfReader(BytesIO(folded(pages(5, language), right_to_left=language == "ur")))
    places: dict[str, str] = {}

    def seen(text, current, matrix, *_):
        if text.strip():
            places[text.strip()] = "left" if current[4] < 420 else "right"

    reader.pages[0].extract_text(visitor_text=seen)
    assert places == {"n1": first}
    assert len(reader.pages) == 4
    assert reader.pages[2].extract_text().split() == ["n3"]


def test_folded_sheets_are_a4_across_and_ask_to_be_turned_over_the_short_edge():
    reader = PdfReader(BytesIO(folded(pages(3), right_to_left=False)))
    for sheet in reader.pages:
        assert [round(float(each)) for each in sheet.mediabox] == [0, 0, 842, 595]
    root = reader.trailer["/Root"]
    assert root["/ViewerPreferences"]["/Duplex"] == "/DuplexFlipShortEdge"
    assert root["/Lang"] == "en"
    assert reader.metadata.title == "Hello"


def test_the_same_words_make_the_same_bytes():
    assert pages(3) == pages(3)
    assert folded(pages(3), right_to_left=True) == folded(pages(3), right_to_left=True)


def test_nothing_is_fetched_from_anywhere(tmp_path: Path):
    style = tmp_path / "style.css"
    style.write_text("body{display:none}", "utf-8")
    paper = Paper(
        leaflet(
            document(
                '<p>Still here</p><img src="file:///etc/hostname" alt="A picture">'
                '<img src="data:image/svg+xml,%3Csvg/%3E" alt="Another">',
                head=f'<link rel="stylesheet" href="{style.as_uri()}">'
                '<link rel="attachment" href="file:///etc/hostname">',
            ),
            ADDRESS,
        )
    )
    assert "Still here" in paper.text
    assert "/EmbeddedFiles" not in paper.root.get("/Names", {})


def test_a_drawing_is_told_to_those_who_do_not_see_it():
    drawing = f'<svg role="img" aria-label="A room" {LINE}</svg>'
    paper = Paper(leaflet(document(f"<h1>Here</h1><figure>{drawing}</figure>"), ""))
    assert [tag["/Alt"] for tag in paper.tags if tag["/S"] == "/Figure"] == ["A room"]


def test_a_drawing_that_only_adorns_is_left_out():
    drawing = f'<svg aria-hidden="true" {LINE}</svg>'
    paper = Paper(leaflet(document(f"<h1>Here</h1>{drawing}"), ""))
    assert "/Figure" not in {tag["/S"] for tag in paper.tags}


def test_links_lead_to_where_the_page_stands():
    body = '<p><a href="/en/help">Help</a> <a href="tel:999">999</a></p>'
    (page,) = Paper(leaflet(document(body), ADDRESS)).reader.pages
    targets = [each.get_object()["/A"]["/URI"] for each in page["/Annots"]]
    assert targets == ["https://heard.fernshire.example.org/en/help", "tel:999"]


def test_without_an_address_a_link_inside_the_site_is_words_alone():
    (page,) = Paper(leaflet(document('<p><a href="/en/help">Help</a></p>'), "")).reader.pages
    assert "/Annots" not in page


def test_the_square_code_is_that_of_the_address_with_white_around_it():
    svg = square_code(ADDRESS, "The address")
    matrix = [list(map(bool, row)) for row in segno.make_qr(ADDRESS, error="m").matrix]
    size = len(matrix)
    assert f'viewBox="0 0 {size + 8} {size + 8}"' in svg
    assert "<title>The address</title>" in svg
    drawn = [[False] * size for _ in range(size)]
    across, down = 0.0, 0.0
    for step, first, second in re.findall(
        r"([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?", re.search(r' d="([^"]+)"', svg)[1]
    ):
        if step == "h":
            for at in range(int(first)):
                drawn[int(down) - 4][int(across) - 4 + at] = True
            across += float(first)
        elif step == "M":
            across, down = float(first), float(second)
        else:
            across, down = across + float(first), down + float(second)
    assert drawn == matrix
