"""By voice one says what one sees: every name of a control begins with its visible words.

`check_page` looks at every page that any test asks for.
"""

import pytest
from flask import render_template_string

from tests.support.pages import check_page
from tests.web.apps import small_app

PAGE = (
    '<!doctype html><html lang="en" dir="ltr"><head><title>A</title></head><body><h1>A</h1>{}'
    "</body></html>"
)
HELPLINE = (
    '{% import "macros/contact.html" as contact %}'
    "{{ contact.contact({'name': 'Example line', 'phone': '0808 157', 'tel': '0808157'}, 2) }}"
)


@pytest.mark.parametrize(
    "control",
    [
        '<a href="tel:1">999<span class="unseen">: Police</span></a>',
        '<button type="submit">Change <span class="unseen">your name</span></button>',
        '<a href="/">Home</a>',
        '<button class="unseen" type="submit">Go on</button>',
        '<button type="button" aria-label="Leave this page">Leave</button>',
    ],
)
def test_more_may_be_said_behind_what_is_seen(control: str) -> None:
    check_page(PAGE.format(control), "a page")


@pytest.mark.parametrize(
    "control",
    [
        '<a href="tel:1"><span class="unseen">Call the police: </span>999</a>',
        '<button type="button" aria-label="Close">Leave</button>',
        '<details><summary><span class="unseen">Open:</span> More</summary></details>',
        '<input id="a" type="text"><label for="a"><span class="unseen">Your</span> Name</label>',
    ],
)
def test_nothing_unseen_may_be_said_before_it(control: str) -> None:
    with pytest.raises(AssertionError, match="is called"):
        check_page(PAGE.format(control), "a page")


def test_a_link_that_calls_is_called_by_its_number_first() -> None:
    with small_app().test_request_context():
        made = render_template_string(HELPLINE)
    check_page(PAGE.format(made), "a helpline")
    assert '<bdi dir="ltr">0808 157</bdi><span class="unseen">: Example line</span></a>' in made
