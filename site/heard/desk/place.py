"""The place in the list from which somebody came: it goes along until they are back there.

It stands in the address and nowhere else, so two windows can be at two places.
"""

from typing import Any

from flask import Flask, request

from heard.casework.reading.inbox import Shown

_LIST = "inbox.page"
# Sequences are counted in 64 bits.
_LONGEST_NUMBER = 18


def number(name: str) -> int | None:
    """A place between two lines of the list, as it stands in the address."""
    text = request.args.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER else None


def shown() -> Shown:
    """Which lines the list holds, as it stands in the address."""
    try:
        return Shown(request.args.get("show", Shown.ALL))
    except ValueError:
        return Shown.ALL


def carry_along(app: Flask) -> None:
    """Let all that is done with one submission lead back to the list where it was left."""
    of_one = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "reference" in rule.arguments and "file_id" not in rule.arguments
    }

    @app.url_defaults
    def _keep_place(endpoint: str, values: dict[str, Any]) -> None:
        comes_from_one = request.endpoint in of_one
        leaves_list = request.endpoint == _LIST and endpoint in of_one
        if leaves_list or (comes_from_one and endpoint in of_one | {_LIST}):
            for name, value in _place().items():
                values.setdefault(name, value)


def _place() -> dict[str, str | int]:
    """What of the address says where in the list one is; nothing at its beginning."""
    place: dict[str, str | int] = {} if shown() is Shown.ALL else {"show": shown()}
    for name in ("before", "after"):
        found = number(name)
        if found is not None:
            place[name] = found
    return place
