"""What a child of the agent could still do if somebody got into it: nothing but answer."""

import subprocess
import sys
from pathlib import Path

import pytest

import heard

_PROGRAM = """
import os, socket
from heard.vault.agent.walls import give_up_everything
kept = os.dup(2)
give_up_everything({{2}})
{attack}
os._exit(0)
"""
ATTACKS = {
    "open a file": "os.open('/etc/passwd', os.O_RDONLY)",
    "open one after closing its own": "os.close(2); os.open('/etc/passwd', os.O_RDONLY)",
    "connect": "socket.socket()",
    "begin another process": "os._exit(0 if os.fork() else 1)",
    "become another program": "os.execv('/bin/true', ['true'])",
    "look into its parent": "open(f'/proc/{os.getppid()}/environ')",
    "end its parent": "os.kill(os.getppid(), 0)",
    "use what was open before": "os.write(kept, b'')",
}


def ended(attack: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM.format(attack=attack)],
        cwd=Path(heard.__file__).parents[1],
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_child_of_the_agent_cannot(attack: str) -> None:
    assert ended(attack) != 0


def test_it_can_answer() -> None:
    assert ended("os.write(2, b'words')") == 0
