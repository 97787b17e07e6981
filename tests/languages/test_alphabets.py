"""Lists in the order of their language, and words as any keyboard writes them."""

import pytest

from heard.languages.alphabets import bare, place


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ["Advocate", "bottom lines", "Chair", "child in need", "Section 47"]),
        ("pl", ["Czynnik", "Ćwiczenie", "Lista", "Łatwe", "Matka", "Zebranie", "Źródło", "Żart"]),
        ("ur", ["آواز", "اپیل", "پہلی", "تحفظ", "ٹیم", "چیئر", "خطرہ", "ڈر", "کمرہ", "گھر", "یاد"]),
    ],
)
def test_words_stand_in_the_order_of_their_alphabet(code, words):
    mixed = [*words[1::2], *words[::2]]
    assert sorted(mixed, key=lambda each: place(each, code)) == words


def test_english_that_stands_in_comes_after_the_letters_of_another_script():
    assert place("یاد", "ur") < place("Chair", "ur")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("żłobek", "zlobek"),
        ("Źródło", "zrodlo"),
        ("don’t", "don't"),
        ("بچي كى", "بچی کی"),
        ("پہلا", "پهلا"),
        ("آپ", "اپ"),
        ("بچّہ", "بچہ"),
        ("می\u200cخواہم", "میخواہم"),
        ("۴۷", "47"),
    ],
)
def test_the_same_word_from_two_keyboards_is_one(one, other):
    assert bare(one) == bare(other)
