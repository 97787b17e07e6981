"""Waiting for one's turn to write in a chain."""

from sqlalchemy import Connection, select

from heard.records.tables import turns

LOG, LEDGER = "log", "ledger"


def wait_for_turn(conn: Connection, chain: str) -> None:
    """Hold the chain until the transaction ends; writers wait for one another.

    SQLite has already serialised them by BEGIN IMMEDIATE. In a statement of its own, so that the
    next one sees what the writer before has committed.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(select(turns.c.name).where(turns.c.name == chain).with_for_update())
