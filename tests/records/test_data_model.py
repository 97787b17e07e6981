"""docs/data-model.md says of every table who reads and writes it, and what stands in the clear."""

import re
from pathlib import Path

import pytest

from heard.records.database.grants import DESK, GRANTS, PUBLIC
from heard.records.tables import CLEAR_COLUMNS, metadata

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "data-model.md").read_text("utf-8")
TABLES = sorted(metadata.tables)
#: In the order in which the document names them.
DOES = {"SELECT": "reads", "INSERT": "adds", "UPDATE": "changes", "DELETE": "deletes"}


def described() -> dict[str, dict[str, str]]:
    """The four lines of each table's section, by the table's name."""
    sections = re.split(r"^### `(\w+)`\n", DOCUMENT, flags=re.MULTILINE)[1:]
    return {
        name: dict(re.findall(r"^- (family|desk|clear|bytes): (.+)$", text, re.MULTILINE))
        for name, text in zip(sections[::2], sections[1::2], strict=True)
    }


def rights(role: str, table: str) -> str:
    """What a role may do with a table, as the document says it."""
    granted = GRANTS[role].get(table, {})
    words = []
    for privilege, does in DOES.items():
        if privilege in granted:
            columns = granted[privilege] if privilege != "INSERT" else ()
            words.append(f"{does} ({', '.join(columns)})" if columns else does)
    return ", ".join(words) or "nothing"


def test_every_table_has_its_section():
    assert sorted(described()) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_the_document_says_which_process_reads_and_writes_a_table(table):
    assert described()[table]["family"] == rights(PUBLIC, table)
    assert described()[table]["desk"] == rights(DESK, table)


@pytest.mark.parametrize("table", TABLES)
def test_the_document_says_what_of_a_table_stands_in_the_clear(table):
    columns = [column.name for column in metadata.tables[table].c]
    clear = [name for name in columns if name in CLEAR_COLUMNS[table]]
    sealed = [name for name in columns if name not in CLEAR_COLUMNS[table]]
    assert described()[table]["clear"] == ", ".join(clear)
    assert described()[table]["bytes"] == (", ".join(sealed) or "none")


def test_the_threat_model_prints_the_same_list_of_what_stands_in_the_clear():
    text = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
    listed = text[text.index("## What stands in the clear") : text.index("References are drawn")]
    found = {
        name: set(re.split(r",\s+", columns.strip()))
        for name, columns in re.findall(r"^- `(\w+)`: ((?:.|\n  )+)", listed, re.MULTILINE)
    }
    assert found == CLEAR_COLUMNS
