"""What is declared under a version of a form stays what it was."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from heard.cli.main import main
from heard.journeys import lock as locking
from heard.journeys.catalogue import JOURNEYS
from heard.journeys.lock import ChangedWithoutVersion, changed, digest, lock, read_lock
from heard.journeys.model.audience import Audience
from heard.journeys.model.journey import OnlyIf
from tests.journeys.branched import BRANCHED, KIND, MORE, POINT


def reworded(journey=BRANCHED, **more):
    """The form with another label on one of its questions."""
    asked = replace(KIND.questions[0], label="Which kind?")
    pages = (replace(KIND, questions=(asked,)), *journey.pages[1:])
    return replace(journey, pages=pages, **more)


def test_no_form_has_changed_without_a_new_version():
    names = changed(JOURNEYS, read_lock())
    assert not names, f"raise the version of {', '.join(names)}, then run: heard forms lock"


def test_every_form_is_locked_in_its_version():
    locked = read_lock()
    missing = [each.name for each in JOURNEYS if str(each.version) not in locked.get(each.name, {})]
    assert not missing, f"run: heard forms lock (for {', '.join(missing)})"


@pytest.mark.parametrize(
    "other",
    [
        reworded(),
        replace(BRANCHED, title="Another title"),
        replace(BRANCHED, age="8-11"),
        replace(BRANCHED, pages=(KIND, POINT)),
        replace(BRANCHED, pages=(KIND, POINT, MORE)),
        replace(BRANCHED, pages=(replace(KIND, readers=Audience.CHAIR), MORE, POINT)),
        replace(BRANCHED, pages=(replace(KIND, slug="sort"), MORE, POINT)),
        replace(
            BRANCHED,
            pages=(KIND, replace(MORE, only_if=(OnlyIf("kind", ("quiet",)),)), POINT),
        ),
        replace(
            BRANCHED,
            pages=(
                replace(
                    KIND, questions=(replace(KIND.questions[0], options=(), required="Choose."),)
                ),
                MORE,
                POINT,
            ),
        ),
    ],
)
def test_whatever_changes_in_a_declaration_changes_its_digest(other):
    assert digest(other) != digest(BRANCHED)
    assert changed([other], {"branched": {"1": digest(BRANCHED)}}) == ["branched"]


def test_the_same_declaration_has_the_same_digest():
    assert digest(replace(BRANCHED)) == digest(BRANCHED)
    assert len(digest(BRANCHED)) == 16


def test_a_new_version_is_written_beside_the_old_one(tmp_path):
    path = tmp_path / "lock.json"
    assert lock((BRANCHED,), path) == ["branched 1"]
    assert lock((BRANCHED,), path) == []
    assert lock((reworded(version=2),), path) == ["branched 2"]
    assert json.loads(path.read_text()) == {
        "branched": {"1": digest(BRANCHED), "2": digest(reworded(version=2))}
    }


def test_a_form_that_changed_under_its_version_is_refused_and_nothing_is_written(tmp_path):
    path = tmp_path / "lock.json"
    lock((BRANCHED,), path)
    before = path.read_bytes()
    with pytest.raises(ChangedWithoutVersion, match="branched"):
        lock((reworded(), replace(BRANCHED, name="new")), path)
    assert path.read_bytes() == before


def test_the_command_says_what_it_locked_or_what_has_changed(tmp_path, monkeypatch):
    path = tmp_path / "lock.json"
    monkeypatch.setattr(locking.lock, "__defaults__", (path,))
    done = CliRunner().invoke(main, ["forms", "lock"])
    assert done.exit_code == 0
    assert "Locked: your-views" in done.output
    assert "Every form is locked" in CliRunner().invoke(main, ["forms", "lock"]).output
    path.write_text(path.read_text().replace(digest(JOURNEYS[0]), "0" * 16))
    refused = CliRunner().invoke(main, ["forms", "lock"])
    assert refused.exit_code == 1
    assert JOURNEYS[0].name in refused.output
