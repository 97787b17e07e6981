"""The log's chain: what was changed, taken out or moved no longer fits."""

import pytest

from heard.vault.chain import GENESIS, link

KEY = bytes(range(32))
ROWS = [
    {"sequence": n, "hour": f"2026-03-04T{n:02d}:00", "actor": "a", "action": "open", "subject": s}
    for n, s in enumerate("abcdef", start=1)
]


def _written(rows, key=KEY):
    previous, chain = GENESIS, []
    for row in rows:
        following = link(key, previous, row)
        chain.append((row, previous, following))
        previous = following
    return chain


def _fits(chain, key=KEY):
    previous = GENESIS
    for row, stored_previous, stored in chain:
        if stored_previous != previous or stored != link(key, previous, row):
            return False
        previous = stored
    return True


def test_a_chain_left_alone_fits():
    assert _fits(_written(ROWS))


@pytest.mark.parametrize("at", range(len(ROWS)))
@pytest.mark.parametrize(
    "change", [{"sequence": 99}, {"hour": "x"}, {"actor": "b"}, {"subject": ""}, {"extra": 1}]
)
def test_a_changed_row_is_found(at, change):
    chain = _written(ROWS)
    row, previous, following = chain[at]
    chain[at] = ({**row, **change}, previous, following)
    assert not _fits(chain)


@pytest.mark.parametrize("at", range(len(ROWS) - 1))
def test_a_removed_row_is_found(at):
    chain = _written(ROWS)
    del chain[at]
    assert not _fits(chain)


@pytest.mark.parametrize("at", range(len(ROWS) - 1))
def test_rows_in_another_order_are_found(at):
    chain = _written(ROWS)
    chain[at], chain[at + 1] = chain[at + 1], chain[at]
    assert not _fits(chain)
    rows = [row for row, _, _ in chain]
    kept = [(row, p, f) for row, (_, p, f) in zip(rows, _written(ROWS), strict=True)]
    assert not _fits(kept)


@pytest.mark.parametrize("order", [[0, 1, 3, 4, 5], [0, 2, 1, 3, 4, 5], [1, 2, 3, 4, 5]])
def test_links_moved_with_their_rows_do_not_fit_even_when_previous_is_rewritten(order):
    written = _written(ROWS)
    previous, forged = GENESIS, []
    for at in order:
        row, _, following = written[at]
        forged.append((row, previous, following))
        previous = following
    assert not _fits(forged)


def test_an_inserted_row_is_found():
    chain = _written(ROWS)
    chain.insert(2, chain[1])
    assert not _fits(chain)


def test_without_the_key_nobody_can_write_a_chain_that_fits():
    assert not _fits(_written(ROWS, key=bytes(32)))


def test_a_cut_at_the_end_shows_only_against_a_head_noted_outside():
    chain = _written(ROWS)
    head = chain[-1][2]
    assert _fits(chain[:-1])
    assert chain[-2][2] != head


def test_the_order_of_columns_does_not_matter_but_text_and_number_differ():
    row = {"a": 1, "b": "x"}
    assert link(KEY, GENESIS, row) == link(KEY, GENESIS, dict(reversed(row.items())))
    assert link(KEY, GENESIS, row) != link(KEY, GENESIS, {"a": "1", "b": "x"})
    assert len(link(KEY, GENESIS, row)) == 32


def test_text_cannot_slip_from_one_column_into_the_next():
    assert link(KEY, GENESIS, {"a": "x", "b": "y"}) != link(KEY, GENESIS, {"a": 'x","b":"y'})


@pytest.mark.parametrize("value", [None, 1.5, True, b"x", ["x"]])
def test_only_text_and_whole_numbers_stand_in_a_row(value):
    with pytest.raises(TypeError, match="subject"):
        link(KEY, GENESIS, {"subject": value})


def test_a_short_key_or_link_is_refused():
    with pytest.raises(ValueError, match="key"):
        link(b"short", GENESIS, {})
    with pytest.raises(ValueError, match="link"):
        link(KEY, b"", {})
