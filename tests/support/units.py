"""The units of `deploy/systemd`, read as systemd does, and some of their walls put up by hand.

Where systemd is not the first process it starts nothing. What its filter of system calls, its ban
on memory that is written and run, and its umask do to our programs can be seen all the same.
"""

import ctypes
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from heard.authority.installation import ROOT

FOLDER = ROOT / "deploy" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))
ANALYZE = shutil.which("systemd-analyze")

_SECCOMP_ERRNO_EPERM = 0x00050001
_SECCOMP_ALLOW = 0x7FFF0000
_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_MDWE = 65
_NOT_THERE = -1  # __NR_SCMP_ERROR; the other names of a call are below it


def settings(unit: Path) -> list[tuple[str, str]]:
    """Each setting of a unit with its value, in order."""
    return re.findall(r"^(\w+)=(.*)$", unit.read_text("utf-8"), re.MULTILINE)


def of(unit: Path, name: str) -> list[str]:
    """All values of one setting."""
    return [value for each, value in settings(unit) if each == name]


@cache
def _members(group: str) -> frozenset[str]:
    """The system calls of a group, as systemd knows them."""
    assert ANALYZE
    words = [ANALYZE, "syscall-filter", "--no-pager", group]
    lines = subprocess.run(words, capture_output=True, text=True, check=True).stdout.split("\n")
    found: set[str] = set()
    for line in lines[1:]:
        name = line.strip()
        if name.startswith("@"):
            found |= _members(name)
        elif name and not name.startswith("#"):
            found.add(name)
    return frozenset(found)


def allowed_calls(unit: Path) -> frozenset[str]:
    """The system calls that a unit's processes may use."""
    allowed = set(_members("@default"))
    for value in of(unit, "SystemCallFilter"):
        named = set(_named(value.removeprefix("~")))
        allowed = allowed - named if value.startswith("~") else allowed | named
    return frozenset(allowed)


def _named(value: str) -> Iterator[str]:
    for each in value.split():
        yield from _members(each) if each.startswith("@") else (each,)


def wall_in(unit: Path) -> None:
    """Put this process, and all that it starts, behind the unit's walls. There is no way back."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if of(unit, "MemoryDenyWriteExecute") == ["yes"]:
        # Linux has it from 6.3 on; before, this says so and changes nothing.
        libc.prctl(_PR_SET_MDWE, 1, 0, 0, 0)
    os.umask(int(of(unit, "UMask")[0], 8))
    seccomp = ctypes.CDLL("libseccomp.so.2")
    seccomp.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(seccomp.seccomp_init(_SECCOMP_ERRNO_EPERM))
    for name in sorted(allowed_calls(unit)):
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number > _NOT_THERE:
            seccomp.seccomp_rule_add(rules, ctypes.c_uint32(_SECCOMP_ALLOW), number, 0)
    assert seccomp.seccomp_load(rules) == 0
