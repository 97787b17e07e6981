"""A council can open what was sent without this program: Debian's `age` is enough."""

import json
import shutil
import subprocess
from dataclasses import replace

import pytest

from heard.vault.sealing import seal_submission
from tests.vault.conftest import OUTSIDE


@pytest.fixture(scope="module")
def age() -> str:
    found = shutil.which("age", path="/usr/bin") or shutil.which("age")
    if found is None:
        pytest.fail("The age program is missing. Install it: apt-get install age")
    return found


@pytest.mark.parametrize(("part", "written"), [("unit", "ہمارا گھر"), ("chair", "please, not him")])
def test_stock_age_opens_a_part_with_the_recovery_key_in_two_steps(
    age, council, identity, tmp_path, part, written
):
    unit, chair = {"views": "ہمارا گھر"}, {"views": "please, not him"}
    sealed = seal_submission(council.recipients, identity, {"unit": unit, "chair": chair}, OUTSIDE)
    (tmp_path / "recovery.txt").write_text(council.recovery + "\n")
    (tmp_path / "sealed_key").write_bytes(sealed[part].sealed_key)
    (tmp_path / "sealed_part").write_bytes(sealed[part].body)

    for step in (
        f"tail -c +2 sealed_key | {age} --decrypt -i recovery.txt > part_key.txt",
        f"tail -c +2 sealed_part | {age} --decrypt -i part_key.txt > part.json",
    ):
        run = subprocess.run(
            ["bash", "-o", "pipefail", "-c", step], cwd=tmp_path, capture_output=True, text=True
        )
        assert run.returncode == 0, run.stderr

    shown = (tmp_path / "part.json").read_text(encoding="utf-8")
    assert written in shown, "a person can read the words without a tool for JSON"
    assert json.loads(shown) == {
        "submission": identity.submission,
        "council": identity.council,
        "form": identity.form,
        "form_version": identity.form_version,
        "part": part,
        "key": sealed[part].key_id,
        "outside": replace(
            OUTSIDE, parts={name: each.recipient for name, each in sealed.items()}
        ).as_json(),
        "answers": {"views": written},
    }


def test_stock_age_refuses_the_key_of_the_unit_for_what_only_the_chair_reads(
    age, council, identity, tmp_path
):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {}, "chair": {"views": "please, not him"}}, OUTSIDE
    )
    (tmp_path / "unit.txt").write_text(council.unit + "\n")
    run = subprocess.run(
        [age, "--decrypt", "-i", tmp_path / "unit.txt"],
        input=sealed["chair"].sealed_key[1:],
        capture_output=True,
    )
    assert run.returncode != 0
    assert b"no identity matched" in run.stderr
