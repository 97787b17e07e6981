"""What travels inside a page is admitted by its hash, and is smaller than its file."""

import base64
import hashlib
import re

import pytest

from heard.web import inline
from heard.web.inline import COMMON, STATIC, inline_script, inline_style
from tests.support.clients import CarefulClient
from tests.web.apps import small_app


def source(text: str) -> str:
    """The source expression by which a browser admits this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_the_policy_names_the_hash_of_the_very_text_on_the_page(lang):
    page = CarefulClient(small_app()).get(f"/page?lang={lang}")
    (style,) = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    (script,) = re.findall(r"<script[^>]*>(.*?)</script>", page.text, re.DOTALL)
    policy = page.headers["Content-Security-Policy"].split("; ")
    assert f"style-src {source(style)}" in policy
    assert f"script-src {source(script)}" in policy


def test_a_page_without_script_admits_none():
    page = CarefulClient(small_app(script=None)).get("/page")
    assert "<script" not in page.text
    assert "script-src 'none'" in page.headers["Content-Security-Policy"]


def test_the_councils_colour_is_inside_the_text_that_was_hashed():
    plain, coloured = inline_style(*COMMON), inline_style(*COMMON, colour="#5b1a66")
    assert "--council:#5b1a66" in coloured.text
    assert plain.source != coloured.source == source(coloured.text)


def test_several_sheets_and_scripts_are_one(tmp_path):
    both = inline_style(*COMMON, "desk.css")
    assert both.text == inline_style(*COMMON).text + inline_style("desk.css").text
    assert inline_script("leave.js").text in inline_script("leave.js", "form.js").text


def test_shortening_a_style_sheet_leaves_its_meaning(tmp_path, monkeypatch):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "small.css").write_text(
        "/* why */\na > b,\n  c {\n  width: calc(100% - 2rem + 1px);\n"
        "  margin: 0 -1px;\n}\n@media (min-width: 40em) and (hover) { d { top: 0; } }\n"
        "e::before { content: 'a;  b' }\n",
        "utf-8",
    )
    monkeypatch.setattr(inline, "STATIC", tmp_path)
    assert inline_style("small.css").text == (
        "a>b,c{width:calc(100% - 2rem + 1px);margin:0 -1px}"
        "@media (min-width:40em) and (hover){d{top:0}}e::before{content:'a;  b'}"
    )


def test_every_declaration_of_the_style_sheets_is_still_there():
    sheets = list((STATIC / "css").rglob("*.css"))
    assert sheets
    for path in sheets:
        written = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        short = inline_style(str(path.relative_to(STATIC / "css"))).text
        assert short.count("{") == written.count("{")
        assert short.count("}") == written.count("}")
        assert set(re.findall(r"--[a-z-]+", short)) == set(re.findall(r"--[a-z-]+", written))
        assert len(short) < len(path.read_text("utf-8"))


def test_nothing_inside_a_page_can_end_the_style_or_the_script():
    assert "</" not in inline_style(*COMMON, "desk.css").text
    assert "</script" not in inline_script("leave.js", "form.js").text.lower()
    assert "<!--" not in inline_script("leave.js", "form.js").text


def test_shortening_a_script_leaves_its_meaning(tmp_path, monkeypatch):
    (tmp_path / "js").mkdir()
    written = (
        "// why\nif (a) {\n  b('//c', `  //d\n ${e}  f`);\n}\n/* why\n not */\nlet g = h++ + 1\n"
    )
    (tmp_path / "js" / "a.js").write_text(written, "utf-8")
    monkeypatch.setattr(inline, "STATIC", tmp_path)
    assert inline_script("a.js").text == "{if(a){b('//c',`  //d\n ${e}  f`);}\nlet g=h++ +1}"


def test_scripts_of_one_page_know_nothing_of_each_others_names():
    alone = [inline_script(path.name).text for path in sorted((STATIC / "js").glob("*.js"))]
    assert len(alone) > 4
    for script in alone:
        assert script.startswith("{")
        assert script.endswith("}")
        assert not re.search(r"\b(?:import|export|var)\b", script), "these reach out of a block"


def test_no_style_sheet_reaches_for_a_second_request():
    sheets = list((STATIC / "css").rglob("*.css"))
    assert sheets
    for path in sheets:
        text = path.read_text("utf-8")
        assert "@import" not in text
        assert "url(" not in text.replace("url(data:", "")
