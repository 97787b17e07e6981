"""The next generation of keys: what is sent from now on opens with them alone."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from heard.casework.council.renewing import (
    STAGED_FILE,
    extend_keys,
    present_holders,
    renew_keys,
)
from heard.casework.errors import CannotRead, HoldsNoKey, KeysDiffer, NotASecret, NotVouchedFor
from heard.casework.reading.opening import open_submission
from heard.casework.sending.send import Sealer
from heard.casework.staff.access import Permission, require
from heard.casework.staff.accounts import reset_sign_in, stop_staff
from heard.casework.staff.sign_in import unlocked_council_keys
from heard.records import keys, log, submissions
from heard.records.scope import EVERYTHING
from heard.records.tables import staff
from heard.vault.errors import CannotOpen, CannotSeal, SealFault
from heard.vault.identity import RecordIdentity
from heard.vault.opening import open_part
from heard.vault.staff.staff_keys import new_council_key, unwrap_council_key
from tests.casework.founded import COUNCIL, LIGHT_COSTS, MORNING, PASSWORD, TODAY, code_at

LATER = MORNING + timedelta(hours=1)


def renew(council, *names, now=MORNING):
    """Renew for these people, or for whoever holds a key."""
    chosen = names or [each.name for each in holders(council)]
    return renew_keys(council.store, council.logbook, council.desk, council.family, chosen, now)


def holders(council):
    return present_holders(council.store, council.desk, council.family)


def read(council, reader, reference, now=MORNING):
    """The words of the list of sections that this person can read."""
    access = require(reader, Permission.OPEN)
    found = open_submission(council.store, council.logbook, access, reference, now)
    return [section.slug for section in found.sections if not section.closed]


def sealer(council, recipients=None):
    return Sealer(recipients or council.recipients, council.receipt_key, COUNCIL, 365)


def test_what_is_sent_afterwards_is_sealed_to_the_next_generation(council):
    before = council.recipients.load(TODAY)
    renewed = renew(council)
    after = council.recipients.load(TODAY)
    assert (renewed.generation, renewed.copied) == (2, True)
    assert after.fingerprint() == renewed.fingerprint != before.fingerprint()
    for kind in ("unit", "chairs"):
        assert after.key(kind).generation == 2
        assert after.key(kind).recipient != before.key(kind).recipient
    assert after.key("recovery").recipient == before.key("recovery").recipient
    reference = council.send()
    with council.store.read() as conn:
        parts = submissions.find_by_reference(conn, EVERYTHING, reference).parts
    assert parts["unit"].key_id == after.key("unit").id
    assert parts["chair"].key_id == after.key("chairs").id


def test_who_held_a_key_reads_old_and_new_without_having_signed_in_for_it(council):
    ada, cy = council.add("ada", "administrator"), council.add("cy", "chair")
    old = council.send()
    renew(council)
    new = council.send()
    for person, page in ((ada, "worries"), (cy, "for-the-chair")):
        reader = council.signed_in(person)
        for reference in (old, new):
            assert page in read(council, reader, reference)
    assert "for-the-chair" not in read(council, council.signed_in(ada, LATER), new)


def test_a_session_that_was_open_reads_what_comes_after(council):
    reader = council.signed_in(council.add("cy", "chair"))
    renew(council)
    assert "for-the-chair" in read(council, reader, council.send())


def test_who_was_stopped_opens_nothing_that_came_after_even_with_all_they_once_had(council):
    """Their own key, and every row of the database from the day before they were stopped."""
    person = council.add("sam", "chair")
    identity = council.private_key(person)
    old = council.send()
    with council.store.read() as conn:
        kept = keys.held_by(conn, council.signed_in(person, LATER).staff_id).values()
    stop_staff(council.store, council.logbook, "sam", by="heard staff stop", now=MORNING)
    renew(council)
    new = council.send()
    privates = [unwrap_council_key(each.wrapped, identity) for each in kept]
    assert len(privates) == 2
    assert opens(council, old, privates), "what they held before still opens what was sent before"
    assert not opens(council, new, privates)
    assert holders(council) == []


def opens(council, reference, privates):
    """The parts that one of these private keys opens."""
    with council.store.read() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, reference)
    identity = RecordIdentity(found.id, COUNCIL, found.form, found.form_version)
    opened = []
    for name, part in found.parts.items():
        for private in privates:
            try:
                open_part(name, part, private, identity)
            except CannotOpen:
                continue
            opened.append(name)
    return opened


def test_who_has_lost_their_keys_by_a_reset_gets_none(council):
    council.add("ada", "administrator")
    council.add("sam", "chair")
    reset_sign_in(
        council.store,
        council.logbook,
        "sam",
        PASSWORD,
        by="heard staff reset",
        service_name="Heard",
        now=MORNING,
        **LIGHT_COSTS,
    )
    assert [each.name for each in holders(council)] == ["ada"]


def test_who_was_not_named_gets_none(council):
    ada, bo = council.add("ada", "administrator"), council.add("bo", "administrator")
    renew(council, "ada")
    new = council.send()
    assert read(council, council.signed_in(ada), new)
    with pytest.raises(HoldsNoKey):
        read(council, council.signed_in(bo), new)


def test_a_key_that_was_put_in_a_colleagues_place_in_the_database_gets_nothing(council):
    """By somebody who can write there, and has not the desk's folder."""
    council.add("ada", "administrator")
    _, recipient = new_council_key()
    with council.store.write() as conn:
        conn.execute(staff.update().values(recipient=recipient))
    with pytest.raises(NotVouchedFor, match="ada"):
        renew(council, "ada")
    with council.store.read() as conn:
        assert {key.generation for key in keys.of_the_council(conn)} == {1}
        assert sealer(council).recipients(conn, TODAY).key("unit").generation == 1


def test_a_sign_in_that_was_reset_gets_the_next_keys(council):
    council.add("ada", "administrator")
    person = reset_sign_in(
        council.store,
        council.logbook,
        "ada",
        PASSWORD,
        council.keys(),
        by="heard staff reset",
        service_name="Heard",
        now=MORNING,
        **LIGHT_COSTS,
    )
    renew(council)
    assert "worries" in read(council, council.signed_in(person), council.send())


def test_the_recovery_key_opens_every_generation(council):
    references = [council.send()]
    for _ in range(2):
        renew(council)
        references.append(council.send())
    privates = council.keys().values()
    assert len(privates) == 9
    for reference in references:
        assert set(opens(council, reference, privates)) == {"unit", "chair"}


def test_a_new_account_gets_every_generation_from_the_recovery_key_or_a_colleague(council):
    ada = council.add("ada", "administrator")
    old = council.send()
    renew(council)
    new = council.send()
    theirs = unlocked_council_keys(
        council.store,
        council.logbook,
        "ada",
        PASSWORD,
        code_at(ada, MORNING),
        MORNING,
        **LIGHT_COSTS,
    )
    for person in (
        council.add("bo", "administrator"),
        council.add("di", "administrator", council_keys=theirs, by="ada"),
    ):
        reader = council.signed_in(person)
        assert read(council, reader, old) and read(council, reader, new)


def test_a_part_that_names_another_generation_than_it_was_sealed_to_is_refused(council):
    reader = council.signed_in(council.add("cy", "chair"))
    old = council.send()
    renew(council)
    with council.store.write() as conn:
        found = submissions.find_by_reference(conn, EVERYTHING, old)
        newest = {key.kind: key.id for key in keys.of_the_council(conn)}
        part_keys = submissions.part_keys
        conn.execute(
            part_keys.update()
            .where(part_keys.c.submission_id == found.id, part_keys.c.part == "unit")
            .values(key_id=newest["unit"])
        )
    with pytest.raises(CannotRead):
        read(council, reader, old)


def test_the_familys_process_goes_on_with_the_new_list_and_refuses_the_old_one(council):
    ours = sealer(council)
    old = (council.family / "recipients.json").read_text()
    with council.store.read() as conn:
        assert ours.recipients(conn, TODAY).key("unit").generation == 1
    renew(council)
    with council.store.read() as conn:
        assert ours.recipients(conn, TODAY).key("unit").generation == 2
    (council.family / "recipients.json").write_text(old)
    with council.store.read() as conn, pytest.raises(CannotSeal) as caught:
        ours.recipients(conn, TODAY)
    assert caught.value.reason == SealFault.REDIRECTED


def test_on_two_machines_forms_are_closed_until_the_list_is_copied(council, tmp_path):
    """The family's folder is somewhere else: the commands do not find it."""
    elsewhere = tmp_path / "not on this machine"
    renewed = renew_keys(council.store, council.logbook, council.desk, elsewhere, (), MORNING)
    assert renewed.copied is False
    ours = sealer(council)
    with council.store.read() as conn, pytest.raises(CannotSeal):
        ours.recipients(conn, TODAY)
    copied = (council.desk / "recipients.json").read_bytes()
    (council.family / "recipients.json").write_bytes(copied)
    with council.store.read() as conn:
        assert ours.recipients(conn, TODAY).key("unit").generation == 2


def test_it_is_logged_with_everybody_who_got_new_keys(council):
    council.add("ada", "administrator")
    council.add("cy", "chair")
    renew(council)
    with council.store.read() as conn:
        rows = [(row.action, row.subject) for row in log.page(conn, None, 3)]
    assert rows == [("new keys given", "cy"), ("new keys given", "ada"), ("keys renewed", COUNCIL)]


def test_a_renewal_that_fails_changes_nothing(council, monkeypatch):
    council.add("ada", "administrator")
    before = council.recipients.load(TODAY)

    def full(*_):
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr(keys, "save_council", full)
        with pytest.raises(OSError):
            renew(council)
    with council.store.read() as conn:
        assert {key.generation for key in keys.of_the_council(conn)} == {1}
        assert sealer(council).recipients(conn, TODAY) == before
    assert renew(council).generation == 2
    assert not (council.desk / STAGED_FILE).exists()


def test_a_renewal_that_was_killed_after_the_database_knew_is_finished_by_the_next_command(
    council, monkeypatch
):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("pathlib.Path.replace", replaced_unless(STAGED_FILE, killed))
        with pytest.raises(KeyboardInterrupt):
            renew(council)
    with council.store.read() as conn, pytest.raises(CannotSeal):
        sealer(council).recipients(conn, TODAY)
    assert holders(council) == []
    with council.store.read() as conn:
        assert sealer(council).recipients(conn, TODAY).key("unit").generation == 2


def replaced_unless(name, otherwise):
    """`Path.replace`, but for a file of that name."""
    real = Path.replace
    return lambda path, target: otherwise() if path.name == name else real(path, target)


def test_a_list_that_the_desk_did_not_sign_is_not_built_upon(council):
    (council.desk / "recipients.json").write_text('{"format": 1}')
    with pytest.raises(CannotSeal):
        renew(council, "nobody")


def test_a_database_that_knows_another_list_is_not_followed(council):
    with council.store.write() as conn:
        keys.save_council(conn, keys.CouncilRow(COUNCIL, "0" * 16))
    with pytest.raises(KeysDiffer):
        renew(council, "nobody")


def test_without_what_signs_the_list_nothing_is_renewed(council):
    (council.desk / "signing.key").unlink()
    with pytest.raises(NotASecret, match=r"signing\.key"):
        renew(council, "nobody")


def extend(council, until):
    extend_keys(council.store, council.logbook, council.desk, council.family, until, MORNING)


def test_extended_keys_seal_longer_and_file_and_database_agree(council):
    until = date(2031, 1, 31)
    before = council.recipients.load(TODAY)
    extend(council, until)
    recipients = council.recipients.load(until)
    assert recipients.expires == until
    assert [key.recipient for key in recipients.keys] == [key.recipient for key in before.keys]
    with council.store.read() as conn:
        assert {key.not_after for key in keys.of_the_council(conn)} == {until}
        assert sealer(council).recipients(conn, until) == recipients
        assert log.page(conn, None, 1)[0].action == "keys extended"


def test_keys_that_have_expired_can_be_extended_and_renewed(council):
    after = MORNING + timedelta(days=3 * 365)
    with pytest.raises(CannotSeal):
        council.recipients.load(after.date())
    renew(council, now=after)
    assert council.recipients.load(after.date()).key("unit").generation == 2
