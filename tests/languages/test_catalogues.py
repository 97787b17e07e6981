"""Catalogues as they are read: a broken one is refused, a doubtful sentence stays English."""

import pytest

from heard.languages.catalogues import (
    PLURALS,
    BrokenCatalogue,
    catalogue,
    catalogue_path,
    read_catalogue,
    translations_folder,
)

COUNTED = """
msgid "%(count)d year"
msgid_plural "%(count)d years"
msgstr[0] "one"
msgstr[1] "few"
msgstr[2] "many"
"""


def test_english_is_the_source_and_needs_no_file(write):
    assert catalogue("en").gettext("Your name") == "Your name"
    assert catalogue("en").ngettext("a day", "days", 2) == "days"


def test_a_sentence_speaks_the_language_of_its_catalogue(write):
    write('msgid "Your name"\nmsgstr "Imię"\n')
    assert catalogue("pl").gettext("Your name") == "Imię"


def test_a_sentence_that_is_not_there_stays_english(write):
    write('msgid "Your name"\nmsgstr ""\n')
    assert catalogue("pl").gettext("Your name") == "Your name"
    assert catalogue("pl").gettext("Never seen") == "Never seen"


def test_a_fuzzy_sentence_counts_as_missing(write):
    write('#, fuzzy\nmsgid "Your name"\nmsgstr "Adres"\n')
    assert catalogue("pl").gettext("Your name") == "Your name"


def test_the_folder_of_catalogues_is_the_programs_own_unless_another_is_named(monkeypatch):
    monkeypatch.delenv("HEARD_TRANSLATIONS", raising=False)
    assert (translations_folder() / "pl").is_dir()
    monkeypatch.setenv("HEARD_TRANSLATIONS", "/srv/words")
    assert str(catalogue_path("pl")) == "/srv/words/pl/LC_MESSAGES/messages.po"


@pytest.mark.parametrize(
    "plural",
    [
        "nplurals=3; plural=(n != 1);",
        "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        "nplurals=4; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    ],
)
def test_a_catalogue_with_another_plural_rule_is_refused(write, plural):
    write(COUNTED, plural=plural)
    with pytest.raises(BrokenCatalogue, match="language pl: the plural rule"):
        catalogue("pl")


def test_a_catalogue_without_a_plural_rule_of_its_own_is_refused(write):
    path = write(COUNTED)
    text = path.read_text("utf-8")
    path.write_text(text.replace(f'"Plural-Forms: {PLURALS["pl"]}\\n"\n', ""), "utf-8")
    with pytest.raises(BrokenCatalogue, match="plural rule"):
        catalogue("pl")


def test_the_same_rule_with_other_spaces_is_the_same_rule(write):
    write(COUNTED, plural=PLURALS["pl"].replace(" ", "").rstrip(";"))
    assert catalogue("pl").ngettext("%(count)d year", "%(count)d years", 5) == "many"


def test_a_missing_catalogue_is_refused_by_its_language(write):
    with pytest.raises(BrokenCatalogue, match="language ur"):
        catalogue("ur")


@pytest.mark.parametrize(
    "content",
    [b'msgid "Your name', b"\xff\xfe\x00", b'msgid "a"\nmsgid "b"\nmsgstr "c"\nnonsense\n'],
)
def test_a_catalogue_that_cannot_be_read_is_refused_by_its_language(write, content):
    path = write("")
    path.write_bytes(path.read_bytes() + content)
    with pytest.raises(BrokenCatalogue, match="language pl"):
        read_catalogue("pl")
