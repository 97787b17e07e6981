"""How a worker of the desk and the agent speak: one frame there, one back, over one socket.

A frame is the lengths of its two pieces, a piece of JSON and a piece of plain bytes. Nothing in it
is ever run or made into an object, and neither side reads more than MOST_BYTES.
"""

import json
import socket
import struct
from typing import Any

from heard.vault.errors import VaultError

#: More than the largest file with all that a submission can hold beside it.
MOST_BYTES = 64 * 1024 * 1024

_LENGTHS = struct.Struct(">II")
_AT_ONCE = 256 * 1024


class BadFrame(VaultError):
    """What came is no whole frame, or too much: the other side has gone, or something is wrong."""


def send_frame(there: socket.socket, head: dict[str, Any], body: bytes = b"") -> None:
    """Send JSON and bytes. BadFrame where they are too much, OSError where nobody listens."""
    said = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    if len(said) + len(body) > MOST_BYTES:
        raise BadFrame("more than a frame holds")
    there.sendall(b"".join((_LENGTHS.pack(len(said), len(body)), said, body)))


def receive_frame(here: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Return JSON and bytes. BadFrame, and OSError where they do not come in time."""
    of_head, of_body = _LENGTHS.unpack(_exactly(here, _LENGTHS.size))
    if of_head + of_body > MOST_BYTES:
        raise BadFrame("more than a frame holds")
    try:
        head = json.loads(_exactly(here, of_head))
    except (ValueError, RecursionError):
        raise BadFrame("not JSON") from None
    if not isinstance(head, dict):
        raise BadFrame("not an object")
    return head, _exactly(here, of_body)


def _exactly(here: socket.socket, length: int) -> bytes:
    come = bytearray()
    while len(come) < length:
        more = here.recv(min(length - len(come), _AT_ONCE))
        if not more:
            raise BadFrame("the other side has gone")
        come += more
    return bytes(come)
