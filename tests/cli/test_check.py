"""`heard check` names all that is wrong at once, each by the file that it is in."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from heard.authority.installation import ROOT
from heard.cli.main import main
from tests.support.houses import built_house

#: Ten mistakes of ten kinds: the file, what stands there, what somebody made of it, what is said.
COUNCIL, MEETING = "content/authority/council.toml", "guides/the-meeting.md"
POLISH, URDU = (f"translations/{code}/LC_MESSAGES/messages.po" for code in ("pl", "ur"))
INITIAL = "{{report_days.initial}}"
MISTAKES = [
    (COUNCIL, 'colour = "#0d4f4c"', 'colour = "pink"', "authority/council.toml: colour"),
    (COUNCIL, '"mon", "tue"', '"moon", "tue"', "authority/council.toml: office_hours"),
    (
        "content/en/pages/privacy.md",
        "{{retention.files_years}}",
        "{{years}}",
        "en/pages/privacy.md: {{years}}",
    ),
    (f"content/pl/{MEETING}", INITIAL, "{{dni}}", f"pl/{MEETING}: {{{{dni}}}}"),
    (f"content/ur/{MEETING}", "+++", "++", f"ur/{MEETING}: does not begin"),
    (
        "content/contacts.toml",
        'name = "Childline"',
        'name = ""',
        "contacts.toml: childline: name is missing",
    ),
    ("content/en/glossary.tsv", "\tChair\t", "\t\t", "en/glossary.tsv: line"),
    ("content/en/everyday.tsv", "\t", " ", "en/everyday.tsv: line"),
    (
        POLISH,
        'msgstr[0] "%(count)d',
        'msgstr[0] "%(number)d',
        f"{POLISH}: '%(count)d day': %(number)d is not in the English",
    ),
    (URDU, "nplurals=2", "nplurals=3", f"{URDU}: the plural rule must read"),
]


@pytest.fixture
def council(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """A founded council with content of its own; `heard` runs a command there."""
    for name in ("content", "translations"):
        shutil.copytree(ROOT / name, tmp_path / name)
    with built_house(tmp_path / "data"):
        pass
    monkeypatch.setenv("HEARD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("HEARD_CONTENT", str(tmp_path / "content"))
    monkeypatch.setenv("HEARD_TRANSLATIONS", str(tmp_path / "translations"))
    for name in ("HEARD_AUTHORITY", "HEARD_DATABASE", "HEARD_FAMILY_SECRETS", "HEARD_DESK_SECRETS"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words: CliRunner().invoke(main, words)


def spoil(folder: Path, file: str, old: str, new: str) -> None:
    """Make a mistake."""
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text, (file, old)
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_ten_mistakes_of_ten_kinds_are_named_at_once(council, tmp_path: Path) -> None:
    assert council("check").output == "Nothing is missing.\n"
    for file, old, new, _ in MISTAKES:
        spoil(tmp_path, file, old, new)
    (tmp_path / "data" / "family" / "receipt.key").unlink()
    done = council("check")
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    for *_, said in MISTAKES:
        assert said in done.output
    assert "receipt.key is missing" in done.output
    for line in done.output.splitlines():
        assert re.match(r"[\w./-]+: |.*\.key ", line), line


def test_what_is_wrong_with_the_database_hides_nothing_else(council, tmp_path: Path) -> None:
    spoil(tmp_path, *MISTAKES[0][:3])
    (tmp_path / "data" / "heard.db").write_bytes(b"no database at all, and long enough " * 9)
    done = council("check")
    assert done.exit_code == 1
    assert "the database does not answer" in done.output
    assert MISTAKES[0][3] in done.output


def test_a_system_without_walls_is_named_unless_the_council_takes_files_all_the_same(
    council, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heard.cli.check.walls_hold", lambda: False)
    for words in (["check"], ["check", "--release"]):
        done = council(*words)
        assert "lets no process wall itself in" in done.output
        assert done.exit_code == 1
    spoil(tmp_path, COUNCIL, "files_without_walls = false", "files_without_walls = true")
    assert council("check").output == "Nothing is missing.\n"


def test_settings_that_cannot_be_read_hide_no_mistake_in_a_page(council, tmp_path: Path) -> None:
    spoil(tmp_path, "content/authority/council.toml", "name =", "name")
    spoil(tmp_path, f"content/en/{MEETING}", "guide:", "guide:nowhere-")
    done = council("check")
    assert "authority/council.toml: cannot be read" in done.output
    assert f"en/{MEETING}: " in done.output
    assert len(done.output.splitlines()) == 2, "and nothing follows from it"


def test_variables_that_cannot_be_used_are_named(council, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEARD_PORT", "http")
    monkeypatch.setenv("HEARD_CONNECTIONS", "many")
    done = council("check")
    assert done.exit_code == 1
    assert "HEARD_PORT must be a whole number" in done.output
    assert "HEARD_CONNECTIONS must be a whole number" in done.output


def test_before_going_live_the_council_sees_first_what_it_can_do_itself(council) -> None:
    said = council("check", "--release").output.splitlines()
    assert said[0].startswith("Before families are sent here, ")
    whole = int(said[0].split()[-2])
    counts = {line.strip().split("  ")[1]: int(line.split()[0]) for line in said[1:5]}
    assert list(counts) == [
        "The council's own settings and words",
        "Texts that a person compares with their sources",
        "Contacts that a person calls",
        "Translations that a second person checks",
    ]
    assert sum(counts.values()) == whole
    for whose, count in counts.items():
        at = said.index(f"{whose}: {count}")
        assert all(re.match(r"[\w./-]+: ", line) for line in said[at + 1 : at + 1 + count])
    first = said[said.index(f"{next(iter(counts))}: {next(iter(counts.values()))}") + 1]
    assert first.startswith("authority/council.toml: ")


def test_a_dangerous_name_a_dead_number_and_a_false_one_are_named_by_check(
    council, tmp_path: Path
) -> None:
    spoil(tmp_path, COUNCIL, 'service_name = "Heard"', 'service_name = "Child protection hub"')
    spoil(tmp_path, COUNCIL, 'phone = "01632 960101"', 'phone = "tbc"')
    spoil(tmp_path, COUNCIL, "letter_days", "leter_days")
    texts = "content/authority/texts/en.toml"
    spoil(tmp_path, texts, "{{retention.submissions_days}}", "30 days")
    for command in (("check",), ("check", "--release")):
        done = council(*command)
        assert done.exit_code == 1
        for said in (
            "authority/council.toml: service_name says 'child protection'",
            "authority/council.toml: contacts.conference_team.phone: 'tbc' is no number",
            "authority/council.toml: conference.leter_days is no setting; do you mean letter_days?",
            "authority/texts/en.toml: retention: says 30; council.toml says",
        ):
            assert said in done.output
