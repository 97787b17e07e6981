"""A setting whose name is mistyped is said by name; it is never passed over in silence."""

import re
import tomllib
from collections.abc import Iterator

import pytest

from heard.authority.installation import ROOT
from heard.authority.settings import SettingsError, load_council

FOLDER = ROOT / "content" / "authority"
SETTINGS = (FOLDER / "council.toml").read_text("utf-8")
WORDS = (FOLDER / "texts" / "en.toml").read_text("utf-8")


def faults(folder) -> list[str]:
    with pytest.raises(SettingsError) as refused:
        load_council(folder)
    return str(refused.value).splitlines()


def names(text: str) -> Iterator[str]:
    """Every name that stands at the beginning of a line."""
    return (found.group(1) for found in re.finditer(r"^(\w+) =", text, re.MULTILINE))


@pytest.mark.parametrize("name", sorted(set(names(SETTINGS))))
def test_every_setting_that_is_mistyped_is_named_with_the_one_that_is_meant(change, name):
    wrong = name[:-1] + name[-1] * 2
    found = faults(change(f"\n{name} =", f"\n{wrong} ="))
    named = [each for each in found if re.search(rf"\b{wrong} is no setting", each)]
    assert named, found
    assert all(each.endswith(f"do you mean {name}?") for each in named)


@pytest.mark.parametrize(
    "table", [each for each, value in tomllib.loads(SETTINGS).items() if isinstance(value, dict)]
)
def test_every_table_that_is_mistyped_is_named(change, table):
    wrong = table + table[-1]
    said = " ".join(faults(change(f"[{table}", f"[{wrong}")))
    assert f"{wrong} is no setting; do you mean {table}?" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[contacts.complaints]", "[contacts.complaint]", "do you mean contacts.complaints?"),
        ('days = ["fri"]', 'day = ["fri"]', "office_hours.weekly: day is no setting"),
        ('need = ["complaint"]\nrelay', 'need = ["complaints"]\nrelay', "need must be some of"),
        ("relay = false", 'relay = "no"', "contacts.interpreter_line.relay must be true or false"),
        ("fictional = true", 'fictional = "yes"', "fictional must be true or false"),
        ("show_unchecked = true", "show_unchecked = 1", "show_unchecked must be true or false"),
        (
            "files_without_walls = false",
            "files_without_walls = 0",
            "files_without_walls must be true",
        ),
        ("closed_on_holidays = true", "closed_on_holidays = 0", "closed_on_holidays must be true"),
        ('area = "Fernshire"', "area = 5", "area must be text"),
        ('"duty@fernshire.example.org"', '"duty at fernshire"', "is no address of mail"),
    ],
)
def test_what_a_setting_cannot_be_is_refused_by_name(change, old, new, said):
    assert any(said in each for each in faults(change(old, new)))


@pytest.mark.parametrize("name", sorted(set(names(WORDS)) - {"name", "for"}))
def test_every_text_that_is_mistyped_is_named(change, name):
    wrong = name[:-1] + name[-1] * 2
    said = " ".join(faults(change(f"\n{name} =", f"\n{wrong} =", "texts/en.toml")))
    assert f"{wrong} is no text that a page asks for; do you mean {name}?" in said


def test_a_council_may_have_texts_and_contacts_of_its_own(change):
    change(
        "[contacts.duty_team]", '[contacts.library]\nphone = "01632 960109"\n\n[contacts.duty_team]'
    )
    change(
        'retention = "What',
        'opening_of_the_library = "At ten."\nretention = "What',
        "texts/en.toml",
    )
    folder = change(
        "[contacts.duty_team]",
        '[contacts.library]\nname = "Library"\n\n[contacts.duty_team]',
        "texts/en.toml",
    )
    assert "library" in load_council(folder).contacts
