"""Promise 12: exposure of each unit by systemd-analyze 1.2 to 2.0 (4.3 to 8.5 before).

What we ship carries it.

What systemd and Docker are told about our processes: how little they may do, and that they can do
what they have to all the same.
Exposure runs from 0 to 10: 1.2 to 1.5, the desk's proxy has 2.0.
"""

import os
import re
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
import yaml

from heard.authority.installation import ROOT
from tests.support.houses import built_house
from tests.support.process_tree import LONG, below, free_port, runs, until
from tests.support.units import ANALYZE, FOLDER, UNITS, of

COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text("utf-8"))
SERVICES = COMPOSE["services"]
#: What runs all the time; the others are commands of the operator.
LASTING = sorted(name for name, each in SERVICES.items() if "profiles" not in each)

#: nginx has to begin as root, for its port and its key.
PROXY = "heard-desk-proxy.service"

needs_systemd = pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze")


def by_name(unit: Path) -> str:
    return unit.name


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=by_name)
def test_a_unit_leaves_little_to_whoever_breaks_in(unit: Path) -> None:
    assert ANALYZE
    words = [ANALYZE, "security", "--offline=yes", "--no-pager", str(unit)]
    said = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    found = re.search(r"exposure level for \S+: (\d+\.\d)", said)
    assert found, said
    assert float(found[1]) <= (2.0 if unit.name == PROXY else 1.5)


@needs_systemd
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    files = []
    for each in sorted(FOLDER.iterdir()):
        # Its programs lie elsewhere on a council's machine.
        text = re.sub(r"/srv/heard/\S+", str(program), each.read_text("utf-8"))
        files.append(tmp_path / each.name)
        files[-1].write_text(text, "utf-8")
    words = [str(ANALYZE), "verify", "--man=no", *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert [line for line in done.stderr.splitlines() if "heard-" in line] == []
    assert len(files) > 10


@pytest.mark.parametrize("unit", UNITS, ids=by_name)
def test_nothing_of_a_units_memory_ends_in_a_file_and_none_has_all_of_it(unit: Path) -> None:
    assert of(unit, "LimitCORE") == ["0"]
    assert of(unit, "MemorySwapMax") == ["0"]
    assert re.fullmatch(r"\d+[MG]", of(unit, "MemoryMax")[0])
    assert int(of(unit, "TasksMax")[0]) > 0
    assert of(unit, "UMask") == ["0077"]


WALLED = (
    "import sys; from pathlib import Path; from tests.support.units import wall_in; "
    "wall_in(Path(sys.argv[1])); "
)
PATHS = {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}


def walled(unit: str, program: str, *arguments: str) -> list[str]:
    """A command that runs a program behind the walls of a unit."""
    return [sys.executable, "-c", WALLED + program, str(FOLDER / unit), *arguments]


@needs_systemd
def test_behind_a_units_walls_a_call_that_it_has_no_use_for_is_refused() -> None:
    program = "import os; os.chown('/dev/null', 0, 0)"
    done = subprocess.run(
        walled("heard-family.service", program),
        env=os.environ | PATHS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "PermissionError" in done.stderr.splitlines()[-1]


@needs_systemd
def test_behind_its_units_walls_the_familys_site_answers_takes_photos_and_draws_leaflets(
    tmp_path: Path,
) -> None:
    port = free_port()
    serve = (
        "import os; os.execv(sys.executable, [sys.executable, '-m', 'heard.cli', 'run', 'family',"
        " '--workers', '1'])"
    )
    take = (
        "from tests.casework.picturing import drawn, saved; "
        "from heard.casework.files.examining import examine; "
        "from heard.casework.files.file_taking import walls_hold; "
        "assert walls_hold(); print(examine(saved(drawn())).type)"
    )
    with built_house(tmp_path), (tmp_path / "log").open("wb") as log:
        known = os.environ | PATHS | {"HEARD_PORT": str(port)}
        site = subprocess.Popen(
            walled("heard-family.service", serve), env=known, stdout=log, stderr=log
        )
        try:
            up = [sys.executable, "-m", "heard.web.serving.is_up", str(port)]
            until(
                lambda: (
                    site.poll() is not None
                    or subprocess.run(up, env=known, stderr=log, check=False).returncode == 0
                ),
                "the start",
            )
            with urllib.request.urlopen(
                f"http://127.0.0.1:{port}/en/guides/the-meeting.pdf", timeout=LONG
            ) as leaflet:
                assert leaflet.read(5) == b"%PDF-"
            took = subprocess.run(
                walled("heard-family.service", take),
                env=known,
                capture_output=True,
                text=True,
                check=False,
            )
            assert took.stdout.strip() == "image/jpeg", took.stderr
        finally:
            left = below(site.pid)
            site.terminate()
            site.wait(LONG)
            until(lambda: not any(runs(each) for each in left), "the end of all processes")


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_container_gets_no_swap_no_more_memory_and_no_more_rights_than_it_needs(
    name: str,
) -> None:
    service = SERVICES[name]
    assert service["memswap_limit"] == service["mem_limit"], "more would be swap"
    assert service["pids_limit"] > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert set(service.get("cap_add", [])) <= {
        *("CHOWN", "DAC_OVERRIDE", "FOWNER", "NET_BIND_SERVICE", "SETGID", "SETUID")
    }
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["ulimits"]["core"] == 0
    assert service["tmpfs"]
    assert all(re.search(r":size=\d+m\b.*\bnosuid\b", each) for each in service["tmpfs"])
    if service["image"] == "heard":
        assert "cap_add" not in service


@pytest.mark.parametrize("name", LASTING)
def test_docker_is_told_how_to_see_whether_a_container_is_well(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL")


@pytest.mark.parametrize("name", ["family", "desk", "owner", "operator"])
def test_nothing_begins_before_the_database_answers(name: str) -> None:
    assert SERVICES[name]["depends_on"] == {"database": {"condition": "service_healthy"}}


def images() -> list[str]:
    named = [each["image"] for each in SERVICES.values() if each["image"] != "heard"]
    (base,) = re.findall(r"^ARG DEBIAN=(\S+)$", (ROOT / "deploy/Dockerfile").read_text(), re.M)
    return sorted({*(re.sub(r"^\$\{\w+:-(.*)\}$", r"\1", each) for each in named), base})


@pytest.mark.parametrize("image", images())
def test_an_image_is_named_by_an_exact_version(image: str) -> None:
    assert re.fullmatch(r"[a-z]+:\d+\.\d+(\.\d+)?-(bookworm|slim)(@sha256:[0-9a-f]{64})?", image)


@pytest.mark.parametrize("file", ["bin/set-up", "deploy/Dockerfile", "docs/operating.md"])
def test_no_package_is_built_here_by_tools_that_nobody_has_locked(file: str) -> None:
    text = (ROOT / file).read_text("utf-8").replace("\\\n", " ")
    installs = [line for line in text.splitlines() if re.search(r"\bpip (install|download)", line)]
    assert all("--require-hashes" in each for each in installs)
    assert all("--only-binary :all:" in each for each in installs)
    assert installs or file != "bin/set-up"
