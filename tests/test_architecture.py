"""The rules of the house that a machine can hold."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

from heard.web.inline import COMMON, STATIC, inline_style

ROOT = Path(__file__).parents[1]


def test_every_room_imports_only_from_rooms_below_it() -> None:
    _finds_nothing("lint-imports", "--no-cache")


def test_the_code_is_formatted_and_free_of_known_mistakes() -> None:
    _finds_nothing("ruff", "check", "site", "tests", "bench")
    _finds_nothing("ruff", "format", "--check", "site", "tests", "bench")


def test_what_a_function_is_given_is_what_it_says_it_takes() -> None:
    _finds_nothing("mypy")


def test_what_is_imported_is_declared_and_what_is_declared_is_imported() -> None:
    _finds_nothing("deptry", "site")
    _finds_nothing("deptry", "site", "tests", "bench", "--config", "tests/deptry.toml")


def test_the_templates_are_free_of_known_mistakes() -> None:
    _finds_nothing("djlint", "site", "--lint")


def _finds_nothing(tool: str, *arguments: str) -> None:
    found = subprocess.run(
        [Path(sys.executable).with_name(tool), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr


def test_no_style_stands_outside_the_style_sheets_and_no_script_outside_its_files() -> None:
    templates = list((ROOT / "site").rglob("*.html"))
    assert templates
    for template in templates:
        text = template.read_text("utf-8")
        assert "style=" not in text, template
        assert " onclick=" not in text, template


def test_every_template_names_its_page() -> None:
    texts = {path: path.read_text("utf-8") for path in (ROOT / "site").rglob("templates/**/*.html")}
    pages = {
        path: text
        for path, text in texts.items()
        if '{% extends "layout.html" %}' in text and "{% block main %}" in text
    }
    assert pages
    for path, text in pages.items():
        assert "{% block title %}" in text, f"{path.name} has no title"


def test_the_style_sheet_knows_no_left_and_right_and_fits_its_budget() -> None:
    written = "".join((STATIC / "css" / name).read_text("utf-8") for name in COMMON)
    sides = r"(?:(?:margin|padding|border|inset)-)?(?:left|right|top|bottom)(?:-[a-z]+)?"
    sizes = r"(?:min-|max-)?(?:width|height)"
    physical = re.findall(rf"[;{{]\s*(?:{sides}|{sizes}):[^;}}]*", written)
    assert not physical, physical
    assert len(gzip.compress(inline_style(*COMMON).text.encode(), 9)) < 5200


def test_one_module_reads_the_environment_and_nobody_reads_content_behind_an_edition() -> None:
    for path in (ROOT / "site" / "heard").rglob("*.py"):
        name, text = path.relative_to(ROOT / "site" / "heard").as_posix(), path.read_text("utf-8")
        if name != "authority/installation.py":
            assert not re.search(r"\bos\.(environ|getenv|environb)\b", text), name
            assert not re.search(r"from os import .*\b(environ|getenv)\b", text), name
        if name.startswith(("family/", "web/", "journeys/", "casework/")):
            assert not re.search(r"load_library|load_council|read_council|sound_catalogue", text), (
                name
            )


def test_each_promise_says_first_which_figure_its_test_shows() -> None:
    files = sorted((ROOT / "tests" / "promises").glob("test_*.py"))
    assert len(files) >= 12
    for path in files:
        number = path.name.split("_")[1]
        first = path.read_text("utf-8").partition("\n")[0]
        assert re.match(rf'"""Promise {number}[.:] .*\d', first), f"{path.name}: {first}"
