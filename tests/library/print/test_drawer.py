"""What draws a leaflet has fonts to read, and nothing to take."""

import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO

import pytest
from pypdf import PdfReader

from heard.library.print import leaflets
from heard.library.print.drawing import drawn
from heard.library.print.folding import folded
from tests.library.print.test_leaflets import ADDRESS, document
from tests.support.walls import ROOT, Targets, targets

URDU = document("<h1>آپ کی بات</h1><p>یہ میٹنگ آپ کے بچے کے بارے میں ہے۔</p>", "ur")

# The intruder stands where WeasyPrint is, which need not be loaded for it.
_INSIDE = f"""
import sys, types
sys.path.insert(0, {str(ROOT)!r})
from heard.library.print import drawer
from tests.support.attacks import ready
drawing = types.ModuleType("heard.library.print.drawing")
drawing.drawn = ready(*sys.argv[1:])
sys.modules[drawing.__name__] = drawing
sys.argv[1:] = ["draw", ""]
drawer.main()
"""


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Targets]:
    with targets(tmp_path_factory.mktemp("drawer")) as there:
        yield there


@pytest.mark.parametrize("html", [document("<h1>Hello</h1>" + "<p>Words</p>" * 99), URDU])
def test_behind_walls_it_draws_the_same_to_the_byte(html: str) -> None:
    apart = leaflets.leaflet(html, ADDRESS)
    assert apart == drawn(html, ADDRESS)
    assert leaflets.folded(apart, right_to_left=True) == folded(apart, right_to_left=True)


def test_urdu_is_set_in_its_own_face_behind_walls() -> None:
    page = PdfReader(BytesIO(leaflets.leaflet(URDU, ""))).pages[0]
    assert "بچے" in page.extract_text() or "بچے"[::-1] in page.extract_text()


@pytest.mark.parametrize(
    "name",
    [
        "read the receipt key",
        "read /etc/passwd",
        "read its parent's environment",
        "open its parent's memory",
        "read its parent's memory",
        "write a file",
        "take a file away",
        "change the database",
        "connect by TCP",
        "send by UDP",
        "connect to a Unix socket",
        "fork",
        "start a program by posix_spawn",
        "become a program",
        "trace its parent",
        "signal its parent",
        "write beside its answer",
        "make a file in memory",
        "share memory",
        "ask by io_uring",
        "map memory to run",
        "make memory run",
        "ask prctl",
    ],
)
def test_an_intruder_in_the_process_that_draws_is_refused_who_tries_to(
    after: Targets, name: str
) -> None:
    given = (name, str(after.key), str(after.database), str(after.port), str(after.unix))
    ended = subprocess.run(
        (sys.executable, "-B", "-s", "-c", _INSIDE, *given),
        input=b"<p>",
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT / "site",
        env={},
        check=False,
    )
    assert ended.stdout.startswith(b"refused: "), ended


def test_a_drawing_that_takes_too_long_is_ended_by_itself() -> None:
    program = (
        "import signal, time\n"
        "from heard.library.print import drawer, drawing\n"
        "drawer._AT_LAST = 1\n"
        "drawing.drawn = lambda *_: [None for _ in iter(int, 1)]\n"
        "drawer.main()"
    )
    ended = subprocess.run(
        (sys.executable, "-c", program, "draw", ""), input=b"", cwd=ROOT / "site", check=False
    )
    assert ended.returncode == -14
