"""What must be true of every page, whoever asked for it."""

import re
from html.parser import HTMLParser
from http import HTTPStatus
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from heard.web.headers import AROUND

#: What one presses, and what names a box.
CONTROLS = {f"{{http://www.w3.org/1999/xhtml}}{tag}" for tag in ("a", "button", "summary", "label")}


class _Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self._in_title = False
        self.title = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        self._in_title = tag == "title"

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def elements(html: str) -> list[tuple[str, dict[str, str]]]:
    """Every start tag of a page with its attributes, in order."""
    parser = _Elements()
    parser.feed(html)
    return parser.found


def check_page(html: str, where: str) -> None:
    """Fail, naming the page, unless it is sound HTML5 that everybody can use."""
    parser = html5lib.HTMLParser()
    whole = parser.parse(html)
    assert not parser.errors, f"{where}: {parser.errors[:3]}"
    _check_names(whole, where)

    reader = _Elements()
    reader.feed(html)
    found = reader.found
    assert reader.title.strip(), f"{where} has no title"

    (root,) = (attributes for tag, attributes in found if tag == "html")
    assert root.get("lang"), f"{where} names no language"
    assert root.get("dir") in ("ltr", "rtl"), f"{where} names no direction"
    assert sum(tag == "h1" for tag, _ in found) == 1, f"{where} has not just one h1"

    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids)), f"{where}: an id stands twice: {_twice(ids)}"
    for tag, attributes in found:
        for name in ("for", "aria-describedby", "aria-labelledby", "form"):
            if tag == "form" and name == "form":
                continue
            for target in attributes.get(name, "").split():
                assert target in ids, f"{where}: {tag} {name} points at nothing: {target}"
        href = attributes.get("href", "")
        if href.startswith("#"):
            assert href[1:] in ids, f"{where}: a link points at nothing: {href}"
        assert "style" not in attributes, f"{where}: {tag} has a style of its own"
        handlers = [name for name in attributes if name.startswith("on")]
        assert not handlers, f"{where}: {tag} has {handlers}"
        if tag == "img":
            assert "alt" in attributes, f"{where}: a picture without words"
    _check_fields(found, where)
    _check_headings([tag for tag, _ in found], where)


def _check_fields(found: list[tuple[str, dict[str, str]]], where: str) -> None:
    named = {attributes["for"] for tag, attributes in found if tag == "label"}
    for tag, attributes in found:
        if attributes.get("type") in ("radio", "checkbox"):
            assert "autocomplete" not in attributes, f"{where}: {attributes} cannot be completed"
        if tag in ("input", "textarea", "select") and attributes.get("type") != "hidden":
            assert attributes.get("id") in named, f"{where}: no label for {attributes}"


def _check_names(whole: Element, where: str) -> None:
    """Whoever speaks to a phone says what stands on a control (WCAG 2.5.3): its name begins so."""
    for each in whole.iter():
        if each.tag in CONTROLS:
            seen = " ".join(_words(each, unseen=False).split())
            name = " ".join((each.get("aria-label") or _words(each, unseen=True)).split())
            assert name.startswith(seen), f"{where}: “{seen}” is called “{name}”"


def _words(element: Element, *, unseen: bool) -> str:
    """The text of an element, with or without what only a screen reader says."""
    if not unseen and "unseen" in element.get("class", "").split():
        return ""
    inside = (_words(each, unseen=unseen) + (each.tail or "") for each in element)
    return (element.text or "") + "".join(inside)


def _check_headings(tags: list[str], where: str) -> None:
    levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
    main = levels[levels.index(1) :]
    for above, below in pairwise(main):
        assert below <= above + 1, f"{where}: h{above} is followed by h{below}"


def _twice(ids: list[str]) -> set[str]:
    return {each for each in ids if ids.count(each) > 1}


def check_headers(response: TestResponse, where: str) -> None:
    """Fail unless an answer carries the headers that every answer carries."""
    policy = response.headers["Content-Security-Policy"]
    if policy == AROUND and response.status_code == HTTPStatus.OK:
        inside = [each for tag, each in elements(response.text) if tag == "meta"]
        policy += inside[1]["content"]
        assert inside[1]["http-equiv"] == "Content-Security-Policy"
    assert "unsafe" not in policy, f"{where}: {policy}"
    assert "default-src 'none'" in policy or response.status_code == HTTPStatus.NOT_MODIFIED
    assert "frame-ancestors 'none'" in policy
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in response.headers["Permissions-Policy"]
    assert "Server" not in response.headers
