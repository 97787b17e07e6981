"""Looking through the memory of running processes for what should not be there any more."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

_AT_ONCE = 4 * 1024 * 1024
#: Far more than a worker has; it only ends what would never end.
_MOST = 4 * 1024**3
_REGION = re.compile(r"([0-9a-f]+)-([0-9a-f]+) rw")


def counted_in_memory(processes: Iterable[int], wanted: Mapping[str, bytes]) -> Counter[str]:
    """How often each of the wanted stands in what these processes can write to.

    It asks for the rights of a debugger: of the same account or of root. A process that has ended
    holds nothing.
    """
    found: Counter[str] = Counter()
    overlap = max(map(len, wanted.values())) - 1
    for process in processes:
        for piece, kept in _pieces(process, overlap):
            for name, word in wanted.items():
                # What stands whole in the overlap was counted with the piece before.
                found[name] += piece.count(word) - piece[:kept].count(word)
    return +found


def _pieces(process: int, overlap: int):
    read = 0
    try:
        maps = Path(f"/proc/{process}/maps").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps.splitlines():
            region = _REGION.match(line)
            if region is None or "[vvar" in line:
                continue
            at, end, before = int(region[1], 16), int(region[2], 16), b""
            while at < end:
                try:
                    memory.seek(at)
                    piece = memory.read(min(_AT_ONCE, end - at))
                except OSError:
                    break  # taken away meanwhile
                if not piece:
                    break
                read += len(piece)
                assert read < _MOST, "more memory than a worker can have"
                yield before + piece, len(before)
                before = piece[-overlap:]
                at += len(piece)
