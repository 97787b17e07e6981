"""What families read where the proxy cannot reach Heard."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from heard.family.proxy_pages import write_proxy_pages
from tests.support.houses import of_edition
from tests.support.pages import check_page


@pytest.fixture
def folder(family_app: Flask, tmp_path: Path) -> Path:
    write_proxy_pages(family_app, family_app.extensions["site"], tmp_path)
    return tmp_path / "proxy-pages"


@pytest.mark.parametrize("language", ["en", "pl", "ur"])
@pytest.mark.parametrize("name", ["400", "413", "503"])
def test_each_page_is_sound_and_has_the_way_out_and_whom_to_call(folder, language, name):
    page = (folder / language / f"{name}.html").read_text("utf-8")
    check_page(page, name)
    assert f'<html lang="{language}"' in page
    assert 'href="/exit"' in page
    assert 'href="tel:01632960101"' in page


def test_the_proxys_user_can_read_them(folder):
    modes = {each.stat().st_mode & 0o777 for each in (folder, *folder.rglob("*"))}
    assert modes == {0o755, 0o644}


def test_leaving_goes_where_the_council_says(family_app, tmp_path):
    site = family_app.extensions["site"]
    council = replace(site.council, exit_address="https://example.org/?a=1&b=<2>")
    write_proxy_pages(family_app, of_edition(site, council=council), tmp_path)
    page = (tmp_path / "proxy-pages" / "en" / "leave.html").read_text("utf-8")
    assert "url=https://example.org/?a=1&amp;b=&lt;2&gt;" in page


def test_a_folder_that_cannot_be_written_stops_nothing_and_is_told(family_app, tmp_path, caplog):
    (tmp_path / "proxy-pages").write_text("a file")
    write_proxy_pages(family_app, family_app.extensions["site"], tmp_path)
    assert "the proxy's own pages were not written" in caplog.text
