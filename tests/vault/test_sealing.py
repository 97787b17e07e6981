"""A submission: what opens it, what does not, and what its sealed form gives away."""

import base64
import dataclasses
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.vault.errors import CannotOpen, CannotSeal, SealFault
from heard.vault.opening import open_part
from heard.vault.parts import APART, SHARED, SealedPart
from heard.vault.primitives.envelope import new_key_pair
from heard.vault.primitives.padding import bucket, padded_json
from heard.vault.sealing import seal_submission
from tests.vault.conftest import OUTSIDE

CANARY = "Marigold-Ünsal-7731"
# Signs that a right-to-left form brings with it, and that careless code strips or reorders.
BIDI = "\u200f\u200e\u202b\u202c\u2067\u2069\u061c\u200d"
WORDS = st.text() | st.text(alphabet=BIDI + "اردو پښتو a1۱ 😀\x00\n\r")
ANSWERS = st.dictionaries(
    WORDS, WORDS | st.integers() | st.booleans() | st.none() | st.lists(WORDS, max_size=4)
)


def _private_key(council, part):
    return {"unit": council.unit, "chair": council.chairs}[part]


@settings(max_examples=60, deadline=None)
@given(unit=ANSWERS, chair=ANSWERS)
def test_what_was_written_comes_back_exactly(council, identity, unit, chair):
    sealed = seal_submission(council.recipients, identity, {"unit": unit, "chair": chair}, OUTSIDE)
    for part, written in (("unit", unit), ("chair", chair)):
        key = _private_key(council, part)
        assert open_part(part, sealed[part], key, identity).answers == written


@pytest.mark.parametrize(
    "answers",
    [{}, {"views": ""}, {"views": "ہم " * 200_000}, {"views": "half a pair: \ud83d."}],
    ids=["nothing", "an empty answer", "a megabyte", "a broken character"],
)
def test_nothing_much_and_broken_answers_come_back(council, identity, answers):
    sealed = seal_submission(
        council.recipients, identity, {"unit": answers, "chair": answers}, OUTSIDE
    )
    for part in SHARED:
        key = _private_key(council, part)
        assert open_part(part, sealed[part], key, identity).answers == answers


def test_both_parts_are_there_even_when_nothing_is_for_the_chair_alone(council, identity):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {"views": "x"}, "chair": {}}, OUTSIDE
    )
    assert set(sealed) == set(SHARED)


def test_what_is_kept_from_chairs_and_team_is_one_part_that_neither_opens(council, identity):
    sealed = seal_submission(council.recipients, identity, {APART: {"what": CANARY}}, OUTSIDE)
    assert set(sealed) == {APART}
    assert open_part(APART, sealed[APART], council.complaints, identity).answers == {"what": CANARY}
    assert open_part(APART, sealed[APART], council.recovery, identity).answers == {"what": CANARY}
    for key in (council.unit, council.chairs):
        with pytest.raises(CannotOpen):
            open_part(APART, sealed[APART], key, identity)


@pytest.mark.parametrize("parts", [(), ("unit",), ("unit", "chair", APART), ("unit", APART)])
def test_other_parts_than_these_are_not_sealed(council, identity, parts):
    with pytest.raises(CannotSeal):
        seal_submission(council.recipients, identity, {part: {} for part in parts}, OUTSIDE)


def test_the_recovery_key_opens_both_parts(council, identity):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {"a": "1"}, "chair": {"b": "2"}}, OUTSIDE
    )
    for part, written in (("unit", {"a": "1"}), ("chair", {"b": "2"})):
        key = council.recovery
        assert open_part(part, sealed[part], key, identity).answers == written


def test_a_chair_only_answer_does_not_open_with_the_unit_key(council, identity):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {}, "chair": {"fear": CANARY}}, OUTSIDE
    )
    with pytest.raises(CannotOpen):
        open_part("chair", sealed["chair"], council.unit, identity)


def test_the_unit_part_does_not_open_with_the_chairs_key(council, identity):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {"views": CANARY}, "chair": {}}, OUTSIDE
    )
    with pytest.raises(CannotOpen):
        open_part("unit", sealed["unit"], council.chairs, identity)


def test_no_other_key_opens_a_part(council, identity):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {"views": CANARY}, "chair": {}}, OUTSIDE
    )
    own = council.recipients.key("unit").recipient
    for key in (new_key_pair()[0], "", "AGE-SECRET-KEY-1NONSENSE", own, council.unit[:-1]):
        with pytest.raises(CannotOpen):
            open_part("unit", sealed["unit"], key, identity)


def test_the_key_of_one_part_does_not_open_the_other(council, identity):
    sealed = seal_submission(
        council.recipients,
        identity,
        {"unit": {"views": CANARY}, "chair": {"fear": CANARY}},
        OUTSIDE,
    )
    for part, other in (("unit", "chair"), ("chair", "unit")):
        with pytest.raises(CannotOpen):
            open_part(
                part,
                _with(sealed[part], sealed_key=sealed[other].sealed_key),
                council.recovery,
                identity,
            )


def test_a_change_of_any_single_byte_is_found(council, identity):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {"views": CANARY}, "chair": {}}, OUTSIDE
    )
    whole = sealed["unit"]
    part, key = whole.body, whole.sealed_key
    # 0x20 turns a letter of the header into its capital.
    for bit in (0x01, 0x20):
        for at in range(len(part)):
            with pytest.raises(CannotOpen):
                open_part("unit", _with(whole, body=_flip(part, at, bit)), council.unit, identity)
        for at in range(len(key)):
            with pytest.raises(CannotOpen):
                open_part(
                    "unit", _with(whole, sealed_key=_flip(key, at, bit)), council.unit, identity
                )


def test_bytes_cut_off_or_added_are_found(council, identity):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {"views": CANARY}, "chair": {}}, OUTSIDE
    )
    whole = sealed["unit"]
    part, key = whole.body, whole.sealed_key
    for size in (0, 1, 2, 30, 200, len(part) - 1024, len(part) - 1):
        with pytest.raises(CannotOpen):
            open_part("unit", _with(whole, body=part[:size]), council.unit, identity)
    for size in (0, 1, 2, 30, 200, len(key) - 1):
        with pytest.raises(CannotOpen):
            open_part("unit", _with(whole, sealed_key=key[:size]), council.unit, identity)
    with pytest.raises(CannotOpen):
        open_part("unit", _with(whole, body=part + b"\0"), council.unit, identity)


@pytest.mark.parametrize("version", [b"", b"\x00", b"\x02", b"a"])
def test_another_version_byte_is_refused(council, identity, version):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {"views": CANARY}, "chair": {}}, OUTSIDE
    )
    whole = sealed["unit"]
    part, key = whole.body, whole.sealed_key
    with pytest.raises(CannotOpen, match="version"):
        open_part("unit", _with(whole, body=version + part[1:]), council.unit, identity)
    with pytest.raises(CannotOpen, match="version"):
        open_part("unit", _with(whole, sealed_key=version + key[1:]), council.unit, identity)


def test_parts_swapped_between_submissions_do_not_open(council, identity):
    other = dataclasses.replace(identity, submission="another")
    ours = seal_submission(
        council.recipients, identity, {"unit": {"views": "ours"}, "chair": {}}, OUTSIDE
    )
    theirs = seal_submission(
        council.recipients, other, {"unit": {"views": "theirs"}, "chair": {}}, OUTSIDE
    )
    with pytest.raises(CannotOpen):
        open_part(
            "unit",
            _with(theirs["unit"], sealed_key=ours["unit"].sealed_key),
            council.unit,
            identity,
        )
    with pytest.raises(CannotOpen, match="another record"):
        open_part("unit", theirs["unit"], council.unit, identity)


def test_a_part_renamed_does_not_open(council, identity):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {"views": "x"}, "chair": {"fear": "y"}}, OUTSIDE
    )
    with pytest.raises(CannotOpen, match="another record"):
        open_part("unit", sealed["chair"], council.recovery, identity)


@pytest.mark.parametrize(
    "change",
    [{"submission": "x"}, {"council": "x"}, {"form": "x"}, {"form_version": 4}],
    ids=lambda change: next(iter(change)),
)
def test_a_part_opens_only_as_the_record_it_was_sealed_for(council, identity, change):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {"views": "x"}, "chair": {}}, OUTSIDE
    )
    expected = dataclasses.replace(identity, **change)
    with pytest.raises(CannotOpen, match="another record"):
        open_part("unit", sealed["unit"], council.unit, expected)


def test_a_part_opens_only_under_the_id_of_the_key_that_it_was_sealed_to(council, identity):
    sealed = seal_submission(
        council.recipients, identity, {"unit": {"views": "x"}, "chair": {}}, OUTSIDE
    )
    assert sealed["unit"].key_id == council.recipients.key("unit").id
    assert sealed["chair"].key_id == council.recipients.key("chairs").id
    with pytest.raises(CannotOpen, match="another record"):
        open_part("unit", _with(sealed["unit"], key_id="another"), council.unit, identity)


def test_what_stands_in_the_clear_stands_inside_each_part_with_the_keys_of_all(council, identity):
    sealed = seal_submission(council.recipients, identity, {"unit": {}, "chair": {}}, OUTSIDE)
    keys = {name: part.recipient for name, part in sealed.items()}
    for part in SHARED:
        opened = open_part(part, sealed[part], _private_key(council, part), identity)
        assert dataclasses.replace(OUTSIDE, parts=keys).differing(opened.outside) == frozenset()
        assert opened.recipient == keys[part]


@pytest.mark.parametrize(
    "change",
    [
        {"language": "pl"},
        {"received": date(2026, 11, 25)},
        {"expires": date(2026, 11, 25)},
        {"urgent": True},
        {"answered": frozenset()},
        {"mailbox": "age1another"},
        {"parts": {"unit": "age1another"}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_thing_that_was_changed_outside_is_named(change):
    assert dataclasses.replace(OUTSIDE, **change).differing(OUTSIDE.as_json()) == set(change)


@pytest.mark.parametrize("sealed", [None, "", [], {}, {"urgent": 0}])
def test_where_nothing_was_sealed_of_it_all_of_it_differs(sealed):
    assert OUTSIDE.differing(sealed) == set(OUTSIDE.as_json())


@pytest.mark.parametrize("size", [0, 1, 200, 700, 900, 3_000, 70_000])
def test_the_stored_size_is_that_of_the_bucket_and_not_of_the_words(council, identity, size):
    written = {"views": "x" * size}
    sealed = seal_submission(council.recipients, identity, {"unit": written, "chair": {}}, OUTSIDE)
    known = dataclasses.replace(OUTSIDE, parts={name: p.recipient for name, p in sealed.items()})
    labels = identity.labels("unit", "id of unit")
    body = padded_json({**labels, "outside": known.as_json(), "answers": written})
    assert len(body) == bucket(len(body))
    assert _payload_size(sealed["unit"].body) == _age_payload_size(len(body))
    assert _payload_size(sealed["chair"].body) == _age_payload_size(1024)


def test_a_long_and_a_short_answer_of_one_bucket_look_alike(council, identity):
    sizes = {
        _payload_size(
            seal_submission(
                council.recipients, identity, {"unit": {"v": words}, "chair": {}}, OUTSIDE
            )["unit"].body
        )
        for words in ("", "no", "x" * 200, "آ" * 100)
    }
    assert len(sizes) == 1


def test_no_word_shows_in_anything_sealed_in_any_common_encoding(council, identity):
    answers = {CANARY: CANARY, "list": [CANARY]}
    sealed = seal_submission(
        council.recipients, identity, {"unit": answers, "chair": answers}, OUTSIDE
    )
    blobs = [blob for part in sealed.values() for blob in (part.body, part.sealed_key)]
    shown = repr(sealed).encode()
    for trace in [*_traces(CANARY), *_traces(identity.submission)]:
        assert not any(trace in blob for blob in blobs)
        assert trace not in shown


def test_the_search_for_words_would_find_them():
    plain = f"before {CANARY} after"
    assert any(trace in plain.encode() for trace in _traces(CANARY))
    assert any(trace in base64.b64encode(plain.encode()) for trace in _traces(CANARY))
    assert any(trace in plain.encode("utf-16-le") for trace in _traces(CANARY))
    assert any(trace in plain.encode().hex().encode() for trace in _traces(CANARY))


def test_two_sealings_of_the_same_words_share_no_key(council, identity):
    first = seal_submission(
        council.recipients, identity, {"unit": {"views": "x"}, "chair": {}}, OUTSIDE
    )
    second = seal_submission(
        council.recipients, identity, {"unit": {"views": "x"}, "chair": {}}, OUTSIDE
    )
    with pytest.raises(CannotOpen):
        open_part(
            "unit",
            _with(first["unit"], sealed_key=second["unit"].sealed_key),
            council.unit,
            identity,
        )


def test_recipients_of_another_council_are_refused(council, identity):
    other = dataclasses.replace(identity, council="elsewhere")
    with pytest.raises(CannotSeal) as caught:
        seal_submission(council.recipients, other, {"unit": {}, "chair": {}}, OUTSIDE)
    assert caught.value.reason == SealFault.WRONG_COUNCIL


@pytest.mark.parametrize("answers", [{"x": {1, 2}}, {"x": float("nan")}, {"x": b"bytes"}])
def test_what_json_cannot_hold_is_refused_without_repeating_it(council, identity, answers):
    with pytest.raises(CannotSeal) as caught:
        seal_submission(council.recipients, identity, {"unit": answers, "chair": {}}, OUTSIDE)
    assert caught.value.reason == SealFault.NOT_JSON
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("name", ["unit", "chairs", "recovery"])
def test_a_malformed_key_in_memory_still_seals_nothing(council, identity, name):
    keys = (
        dataclasses.replace(key, recipient="age1broken") if key.kind == name else key
        for key in council.recipients.keys
    )
    broken = dataclasses.replace(council.recipients, keys=tuple(keys))
    with pytest.raises(CannotSeal) as caught:
        seal_submission(broken, identity, {"unit": {"views": "x"}, "chair": {}}, OUTSIDE)
    assert caught.value.reason == SealFault.MALFORMED


def test_what_families_use_does_not_bring_in_the_modules_that_open():
    program = (
        "import sys, heard.vault.sealing, heard.vault.mailbox, heard.vault.receipts,"
        " heard.vault.drafts, heard.vault.staff.recovery_codes\n"
        "print([name for name in sys.modules if name in"
        " ('heard.vault.opening', 'heard.vault.staff.staff_keys')])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert run.stdout.strip() == "[]", run.stderr


def _with(part: SealedPart, **changes) -> SealedPart:
    return dataclasses.replace(part, **changes)


def _flip(blob, at, bit):
    return blob[:at] + bytes([blob[at] ^ bit]) + blob[at + 1 :]


def _payload_size(blob):
    # An age header ends with a line "--- MAC". Its length varies at random, because age puts in
    # lines that mean nothing, so only what follows can speak of the words.
    header_end = blob.index(b"\n", blob.index(b"\n--- ") + 1) + 1
    return len(blob) - header_end


def _age_payload_size(plain):
    """16 bytes of nonce, and 16 of authentication for each chunk of 64 KiB (age, "Payload")."""
    return 16 + plain + 16 * -(-plain // 65536)


def _traces(words):
    for encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "latin-1"):
        plain = words.encode(encoding)
        yield plain
        yield plain.hex().encode()
        yield plain.hex().upper().encode()
        # base64 of a text depends on where it begins; the middle is the same in each of three.
        for shift in range(3):
            coded = base64.b64encode(b"\0" * shift + plain)
            yield coded[4:-4]
            yield base64.urlsafe_b64encode(b"\0" * shift + plain)[4:-4]
