"""What leads to this site leads to this site, whatever name a request brings along."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from heard.authority.installation import ROOT
from heard.authority.security import SecurityContact
from heard.authority.settings import load_council
from tests.support.clients import CarefulClient
from tests.support.houses import of_edition

COUNCIL = load_council(ROOT / "content" / "authority")
ADDRESS = COUNCIL.address
NAME = ADDRESS.removeprefix("https://")


@pytest.mark.parametrize(
    "path", ["/sitemap.xml", "/", "/en", "/robots.txt", "/en/forms/your-views"]
)
def test_anybodys_name_is_not_repeated(client: CarefulClient, path: str) -> None:
    answer = client.get(path, headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil" not in answer.text + str(answer.headers)


@pytest.mark.parametrize(
    ("asked", "root"),
    [
        (NAME, ADDRESS),
        (f"{NAME}:8443", ADDRESS),
        ("127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("localhost:9", "http://localhost:9"),
    ],
)
def test_the_list_of_pages_leads_to_the_councils_address_or_to_this_machine(
    client: CarefulClient, asked: str, root: str
) -> None:
    listed = re.findall(
        "<loc>([^<]*)</loc>", client.get("/sitemap.xml", headers={"Host": asked}).text
    )
    assert len(listed) > 50
    assert all(each.startswith(f"{root}/") for each in listed)


def fields(text: str) -> dict[str, list[str]]:
    """A file `security.txt`, read as RFC 9116 says; ValueError where a line is none."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        name, value = line.split(": ", 1)
        found.setdefault(name.lower(), []).append(value)
    return found


def test_who_finds_a_weakness_finds_where_to_write(client: CarefulClient) -> None:
    answer = client.get("/.well-known/security.txt")
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; charset=utf-8"
    found = fields(answer.text)
    assert found["contact"] == [f"mailto:{COUNCIL.security.email}"]
    (expires,) = found["expires"]
    assert datetime.fromisoformat(expires.replace("Z", "+00:00")).date() == COUNCIL.security.until
    assert datetime.fromisoformat(expires.replace("Z", "+00:00")).tzinfo == UTC
    assert found["canonical"] == [f"{ADDRESS}/.well-known/security.txt"]
    assert set(found) == {"contact", "expires", "canonical", "preferred-languages"}


@pytest.mark.parametrize(
    "contact",
    [SecurityContact(), SecurityContact("a@b.example"), SecurityContact("", date(2027, 1, 1))],
)
def test_a_council_that_has_set_none_promises_nothing(
    family_app: Flask, contact, monkeypatch
) -> None:
    house = family_app.extensions["site"]
    council = replace(house.council, security=contact)
    monkeypatch.setitem(family_app.extensions, "site", of_edition(house, council=council))
    assert CarefulClient(family_app).get("/.well-known/security.txt").status_code == 404
