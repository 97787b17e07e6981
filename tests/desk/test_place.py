"""Whoever comes from a place in the list comes back to it, whatever they did meanwhile."""

import re
from html import unescape

import pytest

from tests.desk.submission.test_replying import ANSWER, once_on
from tests.support.clients import token

PLACE = "?show=unread&before=9"


@pytest.fixture
def reference(council):
    return council.send()


def links(page: str, words: str) -> list[str]:
    found = re.findall(rf'<a[^>]*href="([^"]+)"[^>]*>(?:<bdi[^>]*>)?{re.escape(words)}', page)
    return [unescape(each) for each in found]


def test_the_list_the_page_the_sheet_and_marking_lead_back_to_where_one_was(
    administrator, reference
):
    (opened,) = links(administrator.get(f"/{PLACE}").text, reference)
    assert opened == f"/submissions/{reference}{PLACE}"
    page = administrator.get(opened).text
    backs = links(page, "Back to the list")
    assert backs
    assert set(backs) == {f"/{PLACE}#{reference}"}
    assert f'<tr id="{reference}"' in administrator.get(f"/{PLACE}").text
    (sheet,) = links(page, "A sheet to print")
    assert links(administrator.get(sheet).text, "Back") == [opened]
    read = unescape(re.search(r'action="(/submissions/[^"]+/read[^"]*)"', page).group(1))
    assert administrator.post(read, data={"csrf_token": token(page)}).location == f"/{PLACE}"


def test_answering_and_keeping_an_answer_lose_no_place(administrator, reference):
    page = administrator.get(f"/submissions/{reference}{PLACE}").text
    data = {"csrf_token": token(page), "once": once_on(page), "words": ANSWER}
    for place, anchor in (("draft", "answer"), ("reply", "messages")):
        action = re.search(rf'action="(/submissions/[^"]+/{place}[^"]*)"', page).group(1)
        done = administrator.post(unescape(action), data=data)
        assert done.location == f"/submissions/{reference}{PLACE}#{anchor}"


def test_the_beginning_of_the_list_and_what_is_no_place_add_nothing(administrator, reference):
    for place in ("", "?show=all", "?show=nonsense&before=x&after=-1&next=//example.org"):
        page = administrator.get(f"/submissions/{reference}{place}").text
        assert set(links(page, "Back to the list")) == {f"/#{reference}"}


def test_other_pages_of_the_desk_carry_no_place(administrator, reference):
    page = administrator.get(f"/feedback{PLACE}").text
    assert links(page, "What families sent") == ["/"]
    listed = administrator.get(f"/{PLACE}").text
    assert links(listed, "Everything") == ["/"]


def test_the_lines_before_and_after_are_those_of_the_list_that_was_left(council, chair):
    oldest, second, third, newest = (council.send() for _ in range(4))
    chair.get(f"/submissions/{second}")
    page = chair.get(f"/submissions/{second}").text
    assert links(page, "The one before") == [f"/submissions/{third}"]
    assert links(page, "The one after") == [f"/submissions/{oldest}"]
    chair.post(f"/submissions/{second}/read", data={"csrf_token": token(page)})
    unread = chair.get(f"/submissions/{third}?show=unread").text
    assert links(unread, "The one before") == [f"/submissions/{newest}?show=unread"]
    assert links(unread, "The one after") == [f"/submissions/{oldest}?show=unread"]
    assert links(chair.get(f"/submissions/{newest}").text, "The one before") == []
    assert links(chair.get(f"/submissions/{oldest}").text, "The one after") == []
    left = chair.get(f"/submissions/{second}?show=unread").text
    assert links(left, "The one after") == [f"/submissions/{oldest}?show=unread"]
