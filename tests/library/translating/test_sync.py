from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.library.sources.fingerprints import fingerprint
from heard.library.sources.segments import Block, front_blocks, segment
from heard.library.translating.sync import (
    CHECKED,
    OUTDATED,
    UNCHECKED,
    Making,
    Sync,
    SyncError,
    check,
    renew,
    synchronise,
)
from heard.library.translating.sync_files import read_sync, sync_text, write_sync

ENGLISH = "You do not have to come.\n\nThe chair runs it.\n\n## Later {#later}\n\nAsk for a copy.\n"
POLISH = "Nie musisz przyjść.\n\nProwadzi to szef.\n\n## Później {#later}\n\nPoproś o kopię.\n"
BY_ANNA = Making("human", "Anna")
DAY = date(2026, 11, 2)


def blocks(text: str) -> tuple[Block, ...]:
    return segment(text).blocks


def standing(sync: Sync, english: str) -> list[str]:
    return [sync.standing(block) for block in blocks(english)]


def checked() -> Sync:
    sync = synchronise(blocks(ENGLISH), blocks(POLISH), None, BY_ANNA)
    for block in blocks(ENGLISH):
        sync = check(sync, block, "Bartek", DAY)
    return sync


def test_a_new_translation_is_unchecked_and_of_the_origin_that_was_named():
    sync = synchronise(blocks(ENGLISH), blocks(POLISH), None)

    assert standing(sync, ENGLISH) == [UNCHECKED] * 4
    assert {(entry.origin, entry.author, entry.date) for entry in sync.blocks} == {
        ("machine", None, None)
    }


def test_a_block_that_a_second_person_compared_is_checked():
    assert standing(checked(), ENGLISH) == [CHECKED] * 4
    assert checked().blocks[0].reviewer == "Bartek"
    assert checked().blocks[0].date == DAY


def test_nobody_checks_their_own_translation():
    sync = synchronise(blocks(ENGLISH), blocks(POLISH), None, BY_ANNA)

    with pytest.raises(SyncError):
        check(sync, blocks(ENGLISH)[0], "Anna", DAY)


def test_a_translation_that_nobody_answers_for_cannot_be_checked():
    sync = synchronise(blocks(ENGLISH), blocks(POLISH), None)

    with pytest.raises(SyncError):
        check(sync, blocks(ENGLISH)[0], "Bartek", DAY)


def test_losing_one_not_puts_the_block_out_of_date():
    changed = ENGLISH.replace("do not have", "do have")

    sync = synchronise(blocks(changed), blocks(POLISH), checked())

    assert standing(sync, changed) == [OUTDATED, CHECKED, CHECKED, CHECKED]
    assert sync.blocks[0].english == "You do not have to come."


def test_a_block_out_of_date_stays_so_until_somebody_renews_it():
    changed = ENGLISH.replace("do not have", "do have")
    sync = checked()
    for _ in range(3):
        sync = synchronise(blocks(changed), blocks(POLISH), sync)
    assert standing(sync, changed)[0] == OUTDATED

    renewed = renew(sync, blocks(changed)[0], "Musisz przyjść.", BY_ANNA)
    after = POLISH.replace("Nie musisz", "Musisz")
    sync = synchronise(blocks(changed), blocks(after), renewed)

    assert standing(sync, changed) == [UNCHECKED, CHECKED, CHECKED, CHECKED]


def test_changing_both_at_once_does_not_hide_that_the_english_changed():
    changed = ENGLISH.replace("do not have", "do have")
    edited = POLISH.replace("przyjść", "przychodzić")

    sync = synchronise(blocks(changed), blocks(edited), checked())

    assert standing(sync, changed)[0] == OUTDATED


def test_many_small_edits_of_the_english_never_bring_an_old_translation_back():
    sync, english = checked(), ENGLISH
    for words in ("You must come", "You must come by noon", "Be here by noon or call us"):
        english = f"{words}.\n\n" + ENGLISH.split("\n\n", 1)[1]
        sync = synchronise(blocks(english), blocks(POLISH), sync)
        assert standing(sync, english)[0] == OUTDATED


def test_a_translation_changed_by_hand_is_no_longer_checked():
    edited = POLISH.replace("szef", "szefowa")

    sync = synchronise(blocks(ENGLISH), blocks(edited), checked(), Making("human", "Celina"))

    assert standing(sync, ENGLISH) == [CHECKED, UNCHECKED, CHECKED, CHECKED]
    assert sync.blocks[1].author == "Celina"
    assert sync.blocks[1].reviewer is None
    assert sync.blocks[1].date is None


def test_blocks_that_only_moved_stay_checked():
    one, two, rest = ENGLISH.split("\n\n", 2)
    moved = f"{two}\n\n{one}\n\n{rest}"

    sync = synchronise(blocks(moved), blocks(POLISH), checked())

    assert standing(sync, moved) == [CHECKED] * 4
    assert sync.translations["top/paragraph-1"].text == "Prowadzi to szef."


def test_a_new_english_block_is_out_of_date_and_leaves_the_others_alone():
    longer = "This is new and long enough.\n\n" + ENGLISH

    sync = synchronise(blocks(longer), blocks(POLISH), checked())

    assert standing(sync, longer) == [OUTDATED, CHECKED, CHECKED, CHECKED, CHECKED]
    assert sync.find("top/paragraph-1").translation_fingerprint is None


def test_what_lost_its_english_is_never_taken_for_a_translation_of_something_else():
    shorter = ENGLISH.split("\n\n", 1)[1]
    sync = synchronise(blocks(shorter), blocks(POLISH), checked())
    assert [block.text for block in sync.strangers] == ["Nie musisz przyjść."]

    other = "Bring a friend with you, please.\n\n" + shorter
    for _ in range(3):
        sync = synchronise(blocks(other), blocks(POLISH), sync)
        assert standing(sync, other) == [OUTDATED, CHECKED, CHECKED, CHECKED]


def test_where_a_paragraph_was_left_out_nothing_is_guessed():
    lacking = POLISH.split("\n\n", 1)[1]

    sync = synchronise(blocks(ENGLISH), blocks(lacking), None)

    assert standing(sync, ENGLISH) == [OUTDATED, OUTDATED, UNCHECKED, UNCHECKED]


def test_title_and_summary_are_followed_by_name():
    english = front_blocks("Title", "Tab", "Summary")
    sync = synchronise(english, front_blocks("Tytuł", "Karta", "Skrót"), None)

    changed = front_blocks("Another title", "Tab", "Summary")
    sync = synchronise(changed, front_blocks("Tytuł", "Karta", "Skrót"), sync)

    assert [sync.standing(block) for block in changed] == [OUTDATED, UNCHECKED, UNCHECKED]


texts = st.lists(
    st.sampled_from(["Come now.", "Do not come now.", "Ask them.", "- one", "- two", "## H {#h}"]),
    max_size=7,
    unique=True,
).map("\n\n".join)
others = st.lists(
    st.sampled_from(["Przyjdź.", "Nie przychodź.", "Zapytaj.", "- raz", "- dwa", "## H {#h}"]),
    max_size=7,
    unique=True,
).map("\n\n".join)


@given(texts, others, texts, others)
def test_a_block_is_current_only_for_the_very_english_it_was_made_from(old, text, new, edited):
    before = synchronise(blocks(old), blocks(text), None)
    made = {(e.english_fingerprint, e.translation_fingerprint) for e in before.blocks}

    after = synchronise(blocks(new), blocks(edited), before)

    kept = {fingerprint(block.text) for block in blocks(text)}
    for block in blocks(new):
        entry = after.find(block.key)
        if after.standing(block) != OUTDATED and entry.translation_fingerprint in kept:
            known = {one for one, other in made if other == entry.translation_fingerprint}
            if known:
                assert entry.english_fingerprint in known


@given(texts, others, texts, others)
def test_following_twice_changes_nothing_more(old, text, new, edited):
    before = synchronise(blocks(old), blocks(text), None)

    once = synchronise(blocks(new), blocks(edited), before)
    twice = synchronise(blocks(new), blocks(edited), once)

    assert sync_text(twice) == sync_text(once)


@given(texts, others)
def test_every_english_block_has_one_state_and_every_translation_one_place(english, text):
    sync = synchronise(blocks(english), blocks(text), None)

    assert [entry.key for entry in sync.blocks] == [block.key for block in blocks(english)]
    placed = list(sync.translations.values()) + list(sync.strangers)
    assert sorted(block.key for block in placed) == sorted(block.key for block in blocks(text))


def test_states_are_written_and_read_back_alike(tmp_path):
    path = tmp_path / "page.sync.json"

    assert write_sync(path, checked())
    assert not write_sync(path, checked())
    assert read_sync(path, "page") == checked()


def test_a_file_that_calls_a_block_checked_by_its_own_author_is_refused(tmp_path):
    path = tmp_path / "page.sync.json"
    path.write_text(sync_text(checked()).replace("Bartek", "Anna"), encoding="utf-8")

    with pytest.raises(ValueError, match="cannot be checked"):
        read_sync(path, "page")
