"""The operator's commands."""

import re
from pathlib import Path

import pyotp

from heard.records.tables import key_holders, log
from tests.casework.founded import PASSWORD

TWICE = f"{PASSWORD}\n{PASSWORD}\n"


def add(heard, name, role, *by, typed=TWICE):
    options = ("--full-name", "Sam Example", "--role", role, *by)
    return heard("staff", "add", name, *options, typed=typed)


def test_init_says_to_take_the_recovery_key_away_and_does_not_run_twice(heard, recovery):
    again = heard("init", "--recovery-key", str(recovery.parent / "other.key"))
    assert again.exit_code == 1
    assert "never written over" in again.output
    assert not (recovery.parent / "other.key").exists()


def test_an_account_made_with_the_recovery_key_shows_its_second_factor_once(heard, recovery):
    done = add(heard, "sam", "chair", "--recovery-key", str(recovery))
    assert done.exit_code == 0, done.output
    assert "█" in done.output
    assert re.search(r"Secret for the authenticator +[A-Z2-7]{32}", done.output)
    assert len(re.findall(r"^  (?:[0-9A-Z]{4}-){2}[0-9A-Z]{4}$", done.output, re.MULTILINE)) == 8
    assert PASSWORD not in done.output
    assert "sam" in heard("staff", "list").output


def test_a_colleague_can_pass_on_the_key(heard, recovery):
    done = add(heard, "sam", "administrator", "--recovery-key", str(recovery))
    secret = re.search(r"authenticator +([A-Z2-7]{32})", done.output).group(1)
    typed = f"{PASSWORD}\n{pyotp.TOTP(secret).now()}\n{TWICE}"
    done = add(heard, "kim", "administrator", "--by", "sam", typed=typed)
    assert done.exit_code == 0, done.output


def test_a_colleague_with_a_wrong_code_passes_on_nothing(heard, recovery):
    add(heard, "sam", "administrator", "--recovery-key", str(recovery))
    done = add(heard, "kim", "administrator", "--by", "sam", typed=f"{PASSWORD}\n000\n{TWICE}")
    assert done.exit_code == 1
    assert "kim" not in heard("staff", "list").output


def test_a_chair_without_a_key_is_refused_and_a_translator_needs_none(heard, recovery):
    assert add(heard, "sam", "chair").exit_code == 2
    assert add(heard, "tina", "translator").exit_code == 0


def test_a_weak_password_is_one_sentence(heard, recovery):
    done = add(heard, "sam", "operator", typed="short\nshort\n")
    assert done.exit_code == 1
    assert "12 letters" in done.output
    assert "Traceback" not in done.output


def test_a_reset_without_a_key_says_so_by_opening_nothing(heard, recovery, sqlite_store):
    add(heard, "sam", "chair", "--recovery-key", str(recovery))
    assert heard("staff", "reset", "sam", typed=TWICE).exit_code == 0
    with sqlite_store.read() as conn:
        assert conn.execute(key_holders.select()).all() == []
    key = ("--recovery-key", str(recovery))
    assert heard("staff", "reset", "sam", *key, typed=TWICE).exit_code == 0
    with sqlite_store.read() as conn:
        assert len(conn.execute(key_holders.select()).all()) == 2


def test_stopping_an_account_shows_in_the_list(heard, recovery):
    add(heard, "tina", "translator")
    assert heard("staff", "stop", "tina").exit_code == 0
    assert "stopped" in heard("staff", "list").output
    assert heard("staff", "stop", "nobody").exit_code == 1


def test_the_log_is_verified_and_a_cut_is_found_with_an_anchor(heard, recovery, sqlite_store):
    for name in ("tina", "tom", "tess"):
        add(heard, name, "translator")
    anchor = heard("log", "head").output.strip()
    assert heard("log", "verify", "--anchor", anchor).output == (
        "0 came; none ended; 0 here; 0 missing.\nUnbroken: 3 rows of the log.\n"
    )
    with sqlite_store.write() as conn:
        conn.execute(log.delete().where(log.c.sequence == 3))
    assert heard("log", "verify").exit_code == 0
    cut = heard("log", "verify", "--anchor", anchor)
    assert (cut.exit_code, cut.output) == (
        1,
        "row 3: cut\n0 came; none ended; 0 here; 0 missing.\n",
    )
    with sqlite_store.write() as conn:
        conn.execute(log.delete().where(log.c.sequence == 1))
    gap = heard("log", "verify")
    assert (gap.exit_code, gap.output) == (
        1,
        "row 2: gap\n0 came; none ended; 0 here; 0 missing.\n",
    )


def test_an_anchor_that_is_none_is_refused(heard, recovery):
    assert heard("log", "verify", "--anchor", "yesterday").exit_code == 2


def test_the_check_names_what_is_missing(heard, recovery, tmp_path):
    assert heard("check").exit_code == 0
    (tmp_path / "family" / "receipt.key").unlink()
    done = heard("check")
    assert done.exit_code == 1
    assert "receipt.key" in done.output


def test_the_fictional_council_does_not_pass_the_release_check(heard, recovery):
    done = heard("check", "--release")
    assert done.exit_code == 1
    assert "this council does not exist" in done.output


def test_the_demo_prepares_everything_and_says_how_to_sign_in(heard, tmp_path):
    first = heard("demo", "--prepare-only")
    assert first.exit_code == 0, first.output
    passwords = re.findall(r"Password +(\S+)", first.output)
    assert len(passwords) == 3
    again = heard("demo", "--prepare-only")
    assert re.findall(r"Password +(\S+)", again.output) == passwords
    assert heard("check").exit_code == 0


def test_the_demo_refuses_a_real_council(heard, monkeypatch, tmp_path):
    settings = tmp_path / "authority"
    source = Path(__file__).parents[2] / "content" / "authority"
    settings.mkdir()
    (settings / "texts").symlink_to(source / "texts")
    text = (source / "council.toml").read_text().replace("fictional = true", "fictional = false")
    (settings / "council.toml").write_text(text)
    monkeypatch.setenv("HEARD_AUTHORITY", str(settings))
    done = heard("demo", "--prepare-only")
    assert done.exit_code == 1
    assert "real" in done.output
    assert not (tmp_path / "sign-in.txt").exists()
