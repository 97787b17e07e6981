"""Something went wrong: the right door, and who can read it."""

from heard.journeys.adults.complaint import COMPLAINT
from tests.journeys.asking import met, options, page_of


def test_the_right_door_is_shown_once_it_is_known_what_it_is_about():
    slugs = [page.slug for page in COMPLAINT.pages]
    (door,) = [page for page in COMPLAINT.pages if page.panel == "door"]
    for name in ("about", "agency", "already", "meeting_date"):
        assert slugs.index(page_of(COMPLAINT, name).slug) < slugs.index(door.slug)
    assert options(COMPLAINT, "agency") == {
        "council",
        "chair",
        "school",
        "health",
        "police",
        "other",
    }


def test_a_complaint_about_the_meeting_is_not_asked_for_a_service():
    assert "who-it-is-about" not in met(COMPLAINT, about="meeting")
    for about in ("person", "agency"):
        assert "who-it-is-about" in met(COMPLAINT, about=about)


def test_who_complains_is_told_at_once_that_the_chairs_can_read_it():
    assert "The people who chair these meetings can read this form too." in COMPLAINT.pages[0].lead
