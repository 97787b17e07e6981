"""Which tests run when, decided here and nowhere else.

By default all run but those marked `long`. `--quick` leaves out what is slow to start or to draw
as well, for each commit; `--long` adds the long ones.
"""

import os

import pytest

from tests.support.memory import roomy_memory

#: What `--quick` leaves out: what it is called, and the fixtures that such a test asks for.
_SLOW_FIXTURES = {
    "a browser": {"driver"},
    "real servers": {"family_server", "desk_server"},
    "PostgreSQL": {"postgresql_server"},
}
#: The same by folder or file, where no fixture tells.
_SLOW_PLACES = {
    "tests/browser/": "a browser",
    "tests/promises/": "real servers",
    "tests/cli/": "programs of their own",
    "tests/casework/files/": "programs of their own",
    "tests/family/print/": "leaflets",
    "tests/library/print/": "leaflets",
    "tests/family/test_changed_content.py": "every page of changed editions",
    "tests/family/forms/test_every_form.py": "every form in every language",
    "tests/family/forms/test_hostile_input.py": "every form in every language",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("heard")
    group.addoption("--quick", action="store_true", help="leave out what is slow")
    group.addoption("--long", action="store_true", help="add what is long")


def pytest_configure(config: pytest.Config) -> None:
    # Nothing that a test writes has to reach a disk. pytest clears its folders up itself.
    if memory := roomy_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", memory)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not asked for now; keep together what shares a server of its own."""
    kept, dropped = [], []
    for item in items:
        (dropped if _left_out(item, config) else kept).append(item)
        if item.nodeid.startswith("tests/promises/"):
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))
    items[:] = kept
    if dropped:
        config.hook.pytest_deselected(items=dropped)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say what was left out. Here, because under xdist the processes that choose cannot speak."""
    if config.getoption("--quick"):
        names = sorted({*_SLOW_FIXTURES, *_SLOW_PLACES.values()})
        terminalreporter.write_line(f"--quick left out all tests with {', '.join(names)}")


def _left_out(item: pytest.Item, config: pytest.Config) -> str:
    """Why a test does not run now; "" where it does."""
    if item.get_closest_marker("long") and not config.getoption("--long"):
        return "the full product (--long)"
    if not config.getoption("--quick"):
        return ""
    fixtures = set(getattr(item, "fixturenames", ()))
    for name, wanted in _SLOW_FIXTURES.items():
        if fixtures & wanted:
            return name
    for place, name in _SLOW_PLACES.items():
        if item.nodeid.startswith(place):
            return name
    callspec = getattr(item, "callspec", None)
    if callspec and "postgresql" in callspec.params.values():
        return "PostgreSQL"
    return ""
