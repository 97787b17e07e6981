"""Addresses that were printed on leaflets and sheets must never die."""

from flask import Flask

#: Every address of the family's site. A line may be added; none may be taken away or changed.
PUBLISHED = {
    "/",
    "/<lang>/",
    "/<lang>/about/<slug>",
    "/<lang>/forms/<form>",
    "/<lang>/forms/<form>/<page>",
    "/<lang>/forms/<form>/check",
    "/<lang>/forms/<form>/closed",
    "/<lang>/forms/<form>/help",
    "/<lang>/forms/<form>/sent",
    "/<lang>/forms/<form>/stop",
    "/<lang>/guides/<slug>",
    "/<lang>/help",
    "/<lang>/reply",
    "/exit",
    "/healthz",
    "/robots.txt",
    "/sitemap.xml",
    "/static/<path:name>",
}

#: The slugs in them, by the same rule.
SLUGS = {
    "/en/about/accessibility",
    "/en/about/privacy",
    "/en/about/safe-use",
    "/en/forms/your-views",
    "/en/guides/if-you-do-not-agree",
    "/en/guides/the-meeting",
    "/en/guides/who-is-there",
    "/en/help",
    "/en/reply",
}


def test_the_list_of_addresses_is_the_one_that_was_published(family_app: Flask) -> None:
    assert {rule.rule for rule in family_app.url_map.iter_rules()} == PUBLISHED


def test_every_published_slug_still_opens(client) -> None:
    for address in SLUGS:
        assert client.get(address).status_code == 200, address
