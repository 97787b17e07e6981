"""Guides on paper: the same words as on the page, for everybody, under neutral names."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from lxml import html

from heard.authority.installation import ROOT
from heard.family.print import leaflets as family_leaflets
from heard.family.print.leaflets import KINDS
from heard.family.print.pdf_cache import MOST_AT_ONCE, PdfCache
from heard.library.print import leaflets
from heard.library.sources.neutral_words import avoided_words
from heard.web.inline import inline_style
from tests.support.clients import CarefulClient
from tests.support.houses import of_edition
from tests.support.paper import GENERATED, Paper, bare, squeezed

LANGUAGES = ("en", "pl", "ur")
GUIDES = sorted(path.stem for path in (ROOT / "content" / "en" / "guides").glob("*.md"))
A4 = [0, 0, 595, 842]
A5 = [0, 0, 420, 595]

#: What stands on the page and not on paper.
_ON_SCREEN = (
    ".//nav | .//aside[@aria-labelledby='paper-title'] | .//p[a[@class='back']]"
    " | .//*[contains(@class, 'unsure')]//a[@hreflang]"
)


@pytest.fixture
def changed(family_app: Flask, monkeypatch: pytest.MonkeyPatch):
    """Let the site's house be another for one test."""

    def _changed(**fields: object) -> None:
        house = family_app.extensions["site"]
        monkeypatch.setitem(family_app.extensions, "site", of_edition(house, **fields))

    return _changed


def paper(client: CarefulClient, address: str) -> Paper:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Paper(answer.data)


def size(page) -> list[int]:
    return [round(float(each)) for each in page.mediabox]


def same_words(client: CarefulClient, language: str, slug: str) -> None:
    """Fail unless every block of the page stands on paper, in its order and with no more between.

    In Urdu letters, marks and digits are compared: signs are drawn mirrored from right to left.
    """
    folded = bare if language == "ur" else squeezed
    said = folded(paper(client, f"/{language}/guides/{slug}.pdf").text)
    page = html.fromstring(client.get(f"/{language}/guides/{slug}").text).get_element_by_id("main")
    for part in page.xpath(_ON_SCREEN):
        part.drop_tree()
    blocks = page.xpath(".//h1 | .//h2 | .//h3 | .//p | .//li | .//dt | .//dd")
    assert len(blocks) > 10
    place = 0
    for number, block in enumerate(blocks):
        words = folded(block.text_content())
        at = said.find(words, place)
        assert at >= 0, f"{language} {slug}: not on paper: {words}"
        between = said[place:at]
        assert number == 0 or GENERATED.fullmatch(between), f"{language} {slug}: {between}"
        place = at + len(words)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", ["the-meeting", "who-is-there", "if-you-do-not-agree"])
def test_paper_says_what_the_page_says(client: CarefulClient, language: str, slug: str) -> None:
    same_words(client, language, slug)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("slug", GUIDES)
def test_paper_says_what_every_page_says(client: CarefulClient, language: str, slug: str) -> None:
    same_words(client, language, slug)


@pytest.mark.parametrize("kind", ["", "-large"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_leaflet_can_be_read_out(client: CarefulClient, language: str, kind: str) -> None:
    found = paper(client, f"/{language}/guides/the-meeting{kind}.pdf")
    assert found.root["/MarkInfo"]["/Marked"]
    assert found.root["/Lang"] == language
    assert found.root["/ViewerPreferences"]["/DisplayDocTitle"]
    told = found.root["/Metadata"].get_data().decode("utf-8")
    assert re.search(r'pdfuaid:part="1"|<pdfuaid:part>1<', told)
    assert found.reader.metadata.title in told
    assert not found.untagged
    kinds = [tag["/S"] for tag in found.tags]
    assert kinds.count("/H1") == 1
    assert {"/H2", "/P", "/L", "/LI", "/Link", "/Figure"} <= set(kinds)
    for tag in found.tags:
        assert tag["/S"] != "/Figure" or tag["/Alt"].strip()
    for page in found.reader.pages:
        assert page["/Tabs"] == "/S"
        for each in page.get("/Annots", []):
            link = each.get_object()
            assert link["/Contents"]
            assert "/StructParent" in link


@pytest.mark.parametrize("language", LANGUAGES)
def test_to_read_it_is_a5_and_in_large_print_a4(client: CarefulClient, language: str) -> None:
    read = paper(client, f"/{language}/guides/the-plan.pdf")
    assert all(size(page) == A5 for page in read.reader.pages)
    large = paper(client, f"/{language}/guides/the-plan-large.pdf")
    assert all(size(page) == A4 for page in large.reader.pages)
    assert min(large.sizes) >= 18
    assert min(read.sizes) >= 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_to_fold_it_is_whole_a4_sheets(client: CarefulClient, language: str) -> None:
    pages = len(paper(client, f"/{language}/guides/the-plan.pdf").reader.pages)
    sides = paper(client, f"/{language}/guides/the-plan-fold.pdf").reader.pages
    assert len(sides) % 2 == 0
    assert pages <= 2 * len(sides) < pages + 4
    assert all(size(side) == [0, 0, 842, 595] for side in sides)


def test_urdu_is_set_in_a_face_that_keeps_its_letters(client: CarefulClient) -> None:
    fonts = " ".join(paper(client, "/ur/guides/the-meeting.pdf").fonts)
    assert "Naskh" in fonts
    assert "Nastaliq" not in fonts


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_name_and_title_of_the_file_tell_nothing(
    client: CarefulClient, language: str, kind: str
) -> None:
    suffix = "" if kind == "read" else f"-{kind}"
    for slug in ("the-meeting", "if-you-do-not-agree"):
        answer = client.get(f"/{language}/guides/{slug}{suffix}.pdf")
        assert answer.headers["Content-Disposition"] == f'inline; filename="{slug}{suffix}.pdf"'
        told = Paper(answer.data).reader.metadata
        page = html.fromstring(client.get(f"/{language}/guides/{slug}").text)
        assert told.title == page.findtext(".//title")
        assert not avoided_words(" ".join(str(each) for each in told.values()))


def test_a_leaflet_holds_nothing_that_runs(client: CarefulClient) -> None:
    for suffix in ("", "-fold", "-large"):
        body = client.get(f"/en/guides/the-meeting{suffix}.pdf").data
        for active in (
            b"/JavaScript",
            b"/JS",
            b"/OpenAction",
            b"/AA",
            b"/Launch",
            b"/EmbeddedFile",
        ):
            assert active not in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_says_whose_it_is_and_where_the_page_stands(
    client: CarefulClient, language: str
) -> None:
    found = paper(client, f"/{language}/guides/the-meeting.pdf")
    address = f"https://heard.fernshire.example.org/{language}/guides/the-meeting"
    assert "Fernshire County Council" in found.text
    assert address in found.text
    assert address in [tag["/Alt"] for tag in found.tags if tag["/S"] == "/Figure"]


def test_paper_says_that_the_council_is_made_up_and_that_nobody_checked_it(
    client: CarefulClient,
) -> None:
    said = paper(client, "/en/guides/the-meeting.pdf").text
    assert "This council is made up." in said
    assert "Not yet checked by a person." in said
    assert "Working Together to Safeguard Children" in said


def test_an_unchecked_translation_says_so_on_paper(client: CarefulClient, changed) -> None:
    library = client.app.extensions["site"].library
    english = library.page("en", "guide", "the-meeting")
    # The English words, so that the test reads the notice and not its translation.
    pages = {("en", "guide", "the-meeting"): replace(english, state="unchecked")}
    changed(library=replace(library, _pages=pages))
    said = paper(client, "/en/guides/the-meeting.pdf").text
    assert "Nobody has checked this translation yet." in said
    assert "0808 157 0106" in said


def test_paper_says_when_a_person_checked_it(client: CarefulClient, changed) -> None:
    library = client.app.extensions["site"].library
    page = replace(library.page("en", "guide", "the-meeting"), checked=date(2026, 11, 2))
    changed(library=replace(library, _pages={("en", "guide", "the-meeting"): page}))
    said = paper(client, "/en/guides/the-meeting.pdf").text
    assert "Monday 2 November 2026" in said
    assert "Not yet checked by a person." not in said


def test_without_an_address_there_is_no_code(client: CarefulClient, changed) -> None:
    council = client.app.extensions["site"].council
    changed(council=replace(council, address=""))
    found = paper(client, "/en/guides/the-plan.pdf")
    assert "https://" not in found.text
    assert "/Figure" not in {tag["/S"] for tag in found.tags}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_guide_leads_to_its_leaflets(client: CarefulClient, language: str) -> None:
    page = client.get(f"/{language}/guides/the-plan").text
    for suffix in ("", "-fold", "-large"):
        address = f"/{language}/guides/the-plan{suffix}.pdf"
        assert f'href="{address}"' in page
        assert client.get(address).mimetype == "application/pdf"
    assert ".pdf" not in client.get(f"/{language}/about/privacy").text


def test_a_leaflet_is_asked_for_again_each_time_and_sent_once(client: CarefulClient) -> None:
    first = client.get("/en/guides/the-plan.pdf")
    assert first.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in first.headers
    tag, weak = first.get_etag()
    assert tag
    assert not weak
    again = client.get("/en/guides/the-plan.pdf", headers={"If-None-Match": f'"{tag}"'})
    assert again.status_code == 304
    assert not again.data
    tags = {client.get(f"/en/guides/the-plan{each}.pdf").get_etag()[0] for each in ("", "-fold")}
    assert len(tags) == 2


def test_a_leaflet_that_changed_is_made_anew(client: CarefulClient, changed) -> None:
    before = client.get("/en/guides/the-plan.pdf").get_etag()
    council = client.app.extensions["site"].council
    changed(council=replace(council, address="https://heard.otherton.example.org"))
    after = client.get("/en/guides/the-plan.pdf", headers={"If-None-Match": before[0]})
    assert after.status_code == 200
    assert after.get_etag() != before
    assert "https://heard.otherton.example.org/en/" in Paper(after.data).text


@pytest.mark.parametrize("name", ["nothing.pdf", "nothing-fold.pdf", "the-meeting-huge.pdf"])
def test_a_leaflet_that_is_not_there_says_so_calmly(client: CarefulClient, name: str) -> None:
    answer = client.get(f"/en/guides/{name}")
    assert answer.status_code == 404
    assert "01632 960101" in answer.text


_DRAWER = """
import sys
from pathlib import Path
from heard.library.print import drawer
place = sys.argv.pop(1)
sys.path.insert(0, place)
drawer._READABLE += (Path(place),)
drawer.main()
"""

_WITHOUT = """
import sys
from heard.library.print import leaflets
leaflets._COMMAND = (sys.executable, "-c", *sys.argv[1:])
from heard.authority.installation import Installation
from heard.family.app import create_app
client = create_app(Installation.from_environment()).test_client()
page = client.get("/en/guides/the-meeting")
print(page.status_code, page.text.count(".pdf"))
print(client.get("/en/guides/the-meeting.pdf").status_code)
"""


def test_without_pango_the_site_runs_and_says_that_leaflets_are_off(
    family_house, tmp_path: Path
) -> None:
    fault = "raise OSError('cannot load library libpango-1.0-0')\n"
    (tmp_path / "weasyprint.py").write_text(fault, "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", _WITHOUT, _DRAWER, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT / "site",
    )
    assert ran.stdout.split() == ["200", "0", "404"], ran.stderr
    assert ran.stderr.startswith("Leaflets are off: cannot load library libpango")


_LOADED = """
import sys
from heard.authority.installation import Installation
from heard.family.app import create_app
client = create_app(Installation.from_environment()).test_client()
for address in ("/en/guides/the-meeting-fold.pdf", "/ur/forms/support.pdf"):
    print(client.get(address).data[:5].decode())
print(*sys.modules)
"""


def test_who_answers_families_never_loads_what_draws(family_house) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _LOADED],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT / "site",
    )
    first, second, loaded = ran.stdout.splitlines()
    assert (first, second) == ("%PDF-", "%PDF-")
    assert "heard.library.print.leaflets" in loaded.split()
    for name in ("weasyprint", "fontTools", "pypdf", "PIL", "heard.library.print.drawing"):
        assert name not in loaded.split(), name


@pytest.mark.parametrize(
    ("program", "address", "on_screen"),
    [
        ("import os; os.abort()", "/en/guides/the-plan.pdf", "/en/guides/the-plan"),
        ("import time; time.sleep(600)", "/ur/guides/the-plan-fold.pdf", "/ur/guides/the-plan"),
        ("print('x' * 20_000_000)", "/pl/forms/support-large.pdf", "/pl/forms/support/"),
    ],
)
def test_a_drawing_that_fails_or_never_ends_costs_one_leaflet_and_says_so(
    client: CarefulClient, monkeypatch: pytest.MonkeyPatch, program, address: str, on_screen: str
) -> None:
    client.get("/en/guides/the-meeting.pdf")
    monkeypatch.setattr(family_leaflets, "_PDFS", PdfCache(10**7))
    with monkeypatch.context() as broken:
        broken.setattr(leaflets, "_COMMAND", (sys.executable, "-c", program))
        broken.setattr(leaflets, "_SECONDS", 3)
        answer = client.get(address)
        assert answer.status_code == 503
        assert f'href="{on_screen}' in answer.text
        assert "01632 960101" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Refresh" not in answer.headers
        assert "ETag" not in answer.headers
    assert client.get(address).data.startswith(b"%PDF-")


def test_where_many_leaflets_are_made_the_page_comes_again_by_itself(
    client: CarefulClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = PdfCache(10**7)
    monkeypatch.setattr(family_leaflets, "_PDFS", busy)
    for _ in range(MOST_AT_ONCE):
        assert busy._places.acquire(blocking=False)
    answer = client.get("/en/guides/the-plan.pdf")
    assert answer.status_code == 503
    assert answer.headers["Refresh"] == answer.headers["Retry-After"] == "5"
    assert "We are still making other papers." in answer.text
    assert 'href="/en/guides/the-plan"' in answer.text
    busy._places.release()
    assert client.get("/en/guides/the-plan.pdf").status_code == 200


def test_paper_has_the_tokens_of_the_screen() -> None:
    def tokens(name: str) -> dict[str, str]:
        sheet = inline_style(name).text
        return dict(re.findall(r"(--[\w-]+):([^;}]+)", sheet[: sheet.index("}")]))

    screen, printed = tokens("common/tokens.css"), tokens("leaflet.css")
    colours = {name for name, value in printed.items() if value.startswith(("#", "var("))}
    assert len(colours) > 5
    for name in colours:
        assert printed[name] == screen[name], name


def test_the_sheet_for_paper_knows_no_left_and_right() -> None:
    sheet = inline_style("leaflet.css").text
    assert not re.findall(
        r"[;{](?:margin|padding|border|inset)-(?:left|right)|float:(?:l|r)", sheet
    )
