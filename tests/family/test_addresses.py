"""Addresses that were printed on leaflets and sheets must never die."""

from flask import Flask

#: Every address of the family's site. A line may be added; none may be taken away or changed.
PUBLISHED = {
    "/",
    "/<lang>/",
    "/<lang>/about/<slug>",
    "/<lang>/dates",
    "/<lang>/forms/<form>",
    "/<lang>/forms/<form>/<page>",
    "/<lang>/forms/<form>/check",
    "/<lang>/forms/<form>/closed",
    "/<lang>/forms/<form>/help",
    "/<lang>/forms/<form>/sent",
    "/<lang>/forms/<form>/stop",
    "/<lang>/forms/<slug>-large.pdf",
    "/<lang>/forms/<slug>.pdf",
    "/<lang>/guides",
    "/<lang>/guides/<slug>",
    "/<lang>/guides/<slug>-fold.pdf",
    "/<lang>/guides/<slug>-large.pdf",
    "/<lang>/guides/<slug>.pdf",
    "/<lang>/help",
    "/<lang>/reply",
    "/<lang>/return",
    "/<lang>/search",
    "/<lang>/sheet",
    "/<lang>/which-way",
    "/<lang>/words",
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
    "/en/dates",
    "/en/forms/afterwards",
    "/en/forms/bring-someone",
    "/en/forms/for-someone",
    "/en/forms/not-agreed",
    "/en/forms/support",
    "/en/forms/support-large.pdf",
    "/en/forms/support.pdf",
    "/en/forms/support/paper",
    "/en/forms/tell-us",
    "/en/forms/your-side",
    "/en/forms/your-views",
    "/en/guides",
    "/en/guides/coming-safely",
    "/en/guides/for-professionals",
    "/en/guides/for-you",
    "/en/guides/getting-ready",
    "/en/guides/help-to-take-part",
    "/en/guides/if-you-do-not-agree",
    "/en/guides/main-worry",
    "/en/guides/main-worry-body",
    "/en/guides/main-worry-feelings",
    "/en/guides/main-worry-needs",
    "/en/guides/main-worry-private",
    "/en/guides/on-the-day",
    "/en/guides/reviews-and-dates",
    "/en/guides/someone-with-you",
    "/en/guides/the-decision",
    "/en/guides/the-meeting",
    "/en/guides/the-meeting-fold.pdf",
    "/en/guides/the-meeting-large.pdf",
    "/en/guides/the-meeting.pdf",
    "/en/guides/the-plan",
    "/en/guides/three-questions",
    "/en/guides/when-a-plan-ends",
    "/en/guides/who-is-there",
    "/en/guides/why-a-meeting",
    "/en/guides/worry-and-safety",
    "/en/guides/your-child",
    "/en/guides/your-information",
    "/en/guides/your-rights",
    "/en/help",
    "/en/reply",
    "/en/return",
    "/en/search",
    "/en/sheet",
    "/en/which-way",
    "/en/words",
}


def test_the_list_of_addresses_is_the_one_that_was_published(family_app: Flask) -> None:
    assert {rule.rule for rule in family_app.url_map.iter_rules()} == PUBLISHED


def test_every_published_slug_still_opens(client) -> None:
    for address in SLUGS:
        assert client.get(address).status_code == 200, address
