"""The log of who did what, and the ledger of what came and how it ended."""

import sys
from collections.abc import Iterator

import click

from heard.casework.council.logbook import present_heads, read_heads
from heard.cli import common
from heard.records.ledger import Count


@click.group()
def log() -> None:
    """The log of who did what, and the ledger of what came."""


@log.command("head")
def log_head() -> None:
    """Print the ends of both chains, to be kept somewhere else and given to `verify --anchor`."""
    with common.store().read() as conn:
        click.echo(present_heads(conn).as_text())


@log.command("verify")
@click.option("--anchor", metavar="HEADS", help="What `heard log head` printed, kept outside.")
def log_verify(anchor: str | None) -> None:
    """Look for rows that were changed, taken out or, with an anchor, cut off; count what came.

    What is neither here nor ended for a reason is missing: somebody has deleted it.
    """
    try:
        kept = read_heads(anchor) if anchor else None
    except ValueError:
        raise click.BadParameter("an anchor is what `heard log head` printed") from None
    with common.store().read() as conn:
        heads = present_heads(conn)
        faults = common.logbook().faults(conn, kept.log if kept else None)
        count = common.logbook().count(conn, kept.ledger if kept else None)
    for fault in faults:
        click.echo(f"row {fault.sequence}: {fault.kind}")
    for line in _amiss(count):
        click.echo(line)
    if count.skipped:
        click.echo(
            f"{count.skipped} numbers were drawn and never counted: sendings that broke off, or "
            "rows that were deleted within a minute of coming."
        )
    click.echo(_counted(count))
    if faults or not count.sound:
        sys.exit(1)
    click.echo(f"Unbroken: {heads.log.sequence} rows of the log.")


def _counted(count: Count) -> str:
    ended = ", ".join(f"{number} {why}" for why, number in sorted(count.ended.items()))
    return (
        f"{count.came} came; {ended or 'none ended'}; {count.here} here; "
        f"{len(count.missing)} missing."
    )


def _amiss(count: Count) -> Iterator[str]:
    for fault in count.faults:
        yield f"ledger, row {fault.sequence}: {fault.kind}"
    for number in count.missing:
        yield f"number {number}: missing, and nothing says why it is gone"
    for reference in count.changed:
        yield f"{reference}: changed since it came"
    for reference in count.uncounted:
        yield f"{reference}: never counted, and too old to be new"
