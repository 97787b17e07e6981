import pytest

from heard.library.sources.neutral_words import anchor, avoided_words


@pytest.mark.parametrize(
    "title",
    [
        "Child protection conference",
        "make-a-complaint",
        "Domestic violence",
        "Signs of abuse",
        "significant-harm",
        "Skarga na spotkanie",
        "Przemoc w domu",
        "Ochrona dziecka",
        "شکایت کرنا",
        "بچوں کا تحفظ",
        "section-47",
    ],
)
def test_a_title_that_would_tell_too_much_is_found(title):
    assert avoided_words(title)


@pytest.mark.parametrize(
    "title", ["About the meeting", "The pharmacy", "Your words", "O spotkaniu", "ملاقات", "the-day"]
)
def test_a_neutral_title_is_left_alone(title):
    assert not avoided_words(title)
    assert anchor(title, "part") == title


def test_a_hidden_name_is_always_the_same_and_says_nothing():
    assert anchor("complaint", "part") == anchor("complaint", "part") != "complaint"
    assert not avoided_words(anchor("complaint", "part"))
