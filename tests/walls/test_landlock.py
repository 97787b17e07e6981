"""Who may read some folders can read nothing else, and write and connect nowhere."""

import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import socket, sys
from pathlib import Path
from heard.walls.landlock import read_only
allowed, other = map(Path, sys.argv[1:])
if not read_only([allowed, allowed / "is-not-there"]):
    sys.exit("no Landlock")
def tried(what):
    try:
        return str(what())
    except OSError as error:
        return type(error).__name__
print(tried(lambda: (allowed / "font").read_text()))
print(tried(lambda: len(list(allowed.iterdir()))))
print(tried(lambda: (allowed / "font").write_text("changed")))
print(tried(lambda: (allowed / "new").touch()))
print(tried(lambda: (other / "key").read_text()))
print(tried(lambda: list(other.iterdir())))
print(tried(lambda: Path("/proc/self/environ").read_bytes()))
print(tried(lambda: socket.create_connection(("127.0.0.1", 9))))
"""


def test_who_may_read_fonts_reads_fonts_alone(tmp_path: Path) -> None:
    fonts, keys = tmp_path / "fonts", tmp_path / "keys"
    for folder, name in ((fonts, "font"), (keys, "key")):
        folder.mkdir()
        (folder / name).write_text(name)
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(fonts), str(keys)],
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.stderr.strip() == "no Landlock":
        pytest.skip("this kernel has no Landlock")
    assert ran.stdout.split() == ["font", "1", *["PermissionError"] * 6], ran.stderr
    assert (fonts / "font").read_text() == "font"
