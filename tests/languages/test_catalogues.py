"""Catalogues as they are read: a broken one is refused, a doubtful sentence stays English."""

import pytest

from heard.languages.catalogues import PLURALS, BrokenCatalogue, read_catalogue, sound_catalogue

COUNTED = """
msgid "%(count)d year"
msgid_plural "%(count)d years"
msgstr[0] "%(count)d one"
msgstr[1] "%(count)d few"
msgstr[2] "%(count)d many"
"""


@pytest.fixture
def faults(tmp_path):
    """What is said of a catalogue that is refused."""

    def _faults(code: str = "pl") -> list[str]:
        with pytest.raises(BrokenCatalogue) as refused:
            sound_catalogue(tmp_path, code)
        assert refused.value.file == f"translations/{code}/LC_MESSAGES/messages.po"
        assert all(line.startswith(refused.value.file) for line in str(refused.value).splitlines())
        return list(refused.value.faults)

    return _faults


def test_a_sentence_speaks_the_language_of_its_catalogue(write, speak):
    write('msgid "Your name"\nmsgstr "Imię"\n')
    assert speak("pl").gettext("Your name") == "Imię"


def test_a_sentence_that_is_not_there_stays_english(write, speak):
    write('msgid "Your name"\nmsgstr ""\n')
    assert speak("pl").gettext("Your name") == "Your name"
    assert speak("pl").gettext("Never seen") == "Never seen"


def test_a_fuzzy_sentence_counts_as_missing_however_wrong_it_is(write, speak):
    write('#, fuzzy\nmsgid "Your name"\nmsgstr "100% <b>"\n')
    assert speak("pl").gettext("Your name") == "Your name"


@pytest.mark.parametrize(
    "plural",
    [
        "nplurals=3; plural=(n != 1);",
        "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
        "nplurals=4; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    ],
)
def test_a_catalogue_with_another_plural_rule_is_refused(write, faults, plural):
    write(COUNTED, plural=plural)
    assert faults() == [f"the plural rule must read: {PLURALS['pl']}"]


@pytest.mark.parametrize("code", PLURALS)
def test_a_catalogue_without_a_plural_rule_of_its_own_is_refused(write, faults, code):
    path = write("", code)
    text = path.read_text("utf-8")
    path.write_text(text.replace(f'"Plural-Forms: {PLURALS[code]}\\n"\n', ""), "utf-8")
    assert faults(code) == [f"the plural rule must read: {PLURALS[code]}"]


@pytest.mark.parametrize(
    "plural",
    [
        *("", "nplurals=2;", "nplurals=two; plural=0;", "nplurals=2; plural=(n != ;", "plural=0;"),
        *("nplurals=2; plural=n;", "nplurals=2; plural=1/(n-3);"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused_in_a_language_without_a_pinned_one(
    write, faults, plural
):
    write("", code="cy", plural=plural)
    assert faults("cy") == ["the plural rule is missing or cannot be followed"]


def test_the_same_rule_with_other_spaces_is_the_same_rule(write, speak):
    write(COUNTED, plural=PLURALS["pl"].replace(" ", "").rstrip(";"))
    assert speak("pl").ngettext("%(count)d year", "%(count)d years", 5) == "%(count)d many"


def test_a_missing_catalogue_is_refused(faults):
    assert faults("ur") == ["is missing"]


@pytest.mark.parametrize("code", PLURALS)
@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_file_is_refused(write, faults, code, content):
    write("", code).write_bytes(content)
    assert faults(code) == ["is empty"]


def test_a_file_that_is_not_utf_8_is_refused(write, faults):
    path = write('msgid "Your name"\nmsgstr "Imię"\n')
    path.write_bytes(path.read_text("utf-8").encode("iso-8859-2"))
    assert faults() == ["is not written in UTF-8"]


def test_a_file_that_says_that_it_is_not_utf_8_is_refused(write, faults):
    path = write('msgid "Your name"\nmsgstr "Imię"\n')
    path.write_text(path.read_text("utf-8").replace("charset=utf-8", "charset=iso-8859-2"), "utf-8")
    assert faults() == ["says that it is written in iso-8859-2; it must be UTF-8"]


@pytest.mark.parametrize(
    "content",
    [b'msgid "Your name', b"\xff\xfe\x00", b'msgid "a"\nmsgid "b"\nmsgstr "c"\nnonsense\n'],
)
def test_a_catalogue_that_cannot_be_read_is_refused(write, faults, content):
    path = write("")
    path.write_bytes(path.read_bytes() + content)
    assert len(faults()) == 1


def test_a_catalogue_that_was_cut_anywhere_is_read_as_it_was_before_or_refused(write, tmp_path):
    path = write(COUNTED + '\nmsgid "Your %(what)s"\nmsgstr "Imię %(what)s"\n')
    whole = path.read_bytes()
    before = {each.id: each.string for each in read_catalogue(tmp_path, "pl") if each.id}
    refused = 0
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        try:
            found = sound_catalogue(tmp_path, "pl")
        except BrokenCatalogue:
            refused += 1
            continue
        for each in found:
            if each.id and (any(each.string) if isinstance(each.string, tuple) else each.string):
                assert each.string == before[each.id], whole[:length].decode("utf-8", "replace")
    assert refused > len(whole) / 2
