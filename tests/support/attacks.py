"""What a program tries that has got into a process with walls: each way out, by itself.

An attack ends with a word where it went well and raises otherwise; the system may also end its
process. Nothing here harms the machine: what would be changed is changed back or is its own.
"""

import ctypes
import fcntl
import importlib
import mmap
import os
import resource
import signal
import socket
import sqlite3
import subprocess
import termios
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

LIBC = ctypes.CDLL(None, use_errno=True)
_X86 = os.uname().machine == "x86_64"
#: Numbers of calls that no library has a name for: x86-64, and what the others have.
_NUMBERS = {
    "ptrace": (101, 117),
    "bpf": (321, 280),
    "clone": (56, 220),
    "clone3": (435, 435),
    "execveat": (322, 281),
    "io_uring_setup": (425, 425),
    "keyctl": (250, 219),
    "landlock_create_ruleset": (444, 444),
    "mount": (165, 40),
    "name_to_handle_at": (303, 264),
    "openat2": (437, 437),
    "perf_event_open": (298, 241),
    "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pidfd_open": (434, 434),
    "seccomp": (317, 277),
    "tgkill": (234, 131),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}


def _called(name: str, *values: object) -> str:
    done = LIBC.syscall(_NUMBERS[name][0 if _X86 else 1], *values)
    return _worked(done)


def _worked(done: int) -> str:
    if done < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return "worked"


def _read(path: str) -> str:
    with open(path, "rb") as file:  # noqa: PTH123  (what an attack writes is short)
        return f"read {len(file.read(4096))} bytes"


def _written(path: str) -> str:
    Path(path).write_text("here")
    return "written"


def _database(path: str) -> str:
    db = sqlite3.connect(path)
    db.execute("INSERT INTO things VALUES (2)")
    db.commit()
    return "changed"


def _connected(family: int, kind: int, to: object) -> str:
    with socket.socket(family, kind) as made:
        made.connect(to)
        made.send(b"x")
    return "connected"


def _forked() -> str:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    return "forked"


def _threaded() -> str:
    said: list[str] = []
    thread = threading.Thread(target=said.append, args=("a thread",))
    thread.start()
    thread.join(5)
    return said[0]


def _spawned() -> str:
    os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0)
    return "spawned"


def _peeked(parent: int, at: int) -> str:
    into = ctypes.create_string_buffer(8)
    pair = ctypes.c_size_t * 2
    mine, theirs = pair(ctypes.addressof(into), 8), pair(at, 8)
    return _worked(LIBC.process_vm_readv(parent, mine, 1, theirs, 1, 0))


def _mapped_to_run() -> str:
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    return "mapped"


def _made_to_run() -> str:
    page = mmap.mmap(-1, 4096)
    at = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return _worked(LIBC.mprotect(ctypes.c_void_p(at), 4096, 5))


def _clone3() -> str:
    asked = (ctypes.c_uint64 * 11)(0, 0, 0, 0, signal.SIGCHLD)
    child = LIBC.syscall(_NUMBERS["clone3"][0], asked, ctypes.sizeof(asked))
    if child == 0:
        os._exit(0)
    return _worked(child)


def _more_files() -> str:
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    return "more files allowed"


def _mounted(folder: str) -> str:
    said = _called("mount", b"none", folder.encode(), b"tmpfs", 0, None)
    LIBC.umount2(folder.encode(), 2)
    return said


def _shared() -> str:
    segment = LIBC.shmget(0, 4096, 0o1600)
    said = _worked(segment)
    LIBC.shmctl(segment, 0, None)
    return said


def _shared_by_name() -> str:
    said = _worked(LIBC.shm_open(b"/heard-attack", 0o102, 0o600))
    LIBC.shm_unlink(b"/heard-attack")
    return said


def attacks(key: str, database: str, port: int, unix: str) -> dict[str, Callable[[], str]]:
    """Each attack by its name. What they are after belongs to whoever started this process."""
    parent = os.getppid()
    # Where its memory begins.
    at = int(Path(f"/proc/{parent}/maps").read_text("utf-8").partition("-")[0], 16)
    here = ("127.0.0.1", port)
    anon, event, pipe = "memfd_create", "eventfd", "pipe"
    return {
        "read the receipt key": lambda: _read(key),
        "read /etc/passwd": lambda: _read("/etc/passwd"),
        "read its parent's environment": lambda: _read(f"/proc/{parent}/environ"),
        "open its parent's memory": lambda: _read(f"/proc/{parent}/maps"),
        "open its own memory": lambda: _read("/proc/self/maps"),
        "open by openat2": lambda: _called(
            "openat2", -100, key.encode(), (ctypes.c_uint64 * 3)(), ctypes.c_size_t(24)
        ),
        "open by handle": lambda: _called(
            "name_to_handle_at", -100, key.encode(), bytes(64), bytes(8), 0
        ),
        "look into a folder": lambda: str(len(os.listdir("/"))),  # noqa: PTH208
        "ask for a file's size": lambda: str(os.stat(key).st_size),  # noqa: PTH116
        "write a file": lambda: _written(f"{key}.new"),
        "take a file away": lambda: str(os.rename(database, f"{database}.gone")),  # noqa: PTH104
        "change the database": lambda: _database(database),
        "connect by TCP": lambda: _connected(socket.AF_INET, socket.SOCK_STREAM, here),
        "send by UDP": lambda: _connected(socket.AF_INET, socket.SOCK_DGRAM, here),
        "connect to a Unix socket": lambda: _connected(socket.AF_UNIX, socket.SOCK_STREAM, unix),
        "ask for a network socket of the kernel": lambda: _connected(16, socket.SOCK_RAW, (0, 0)),
        "fork": _forked,
        "clone": lambda: (
            _worked(done)
            if (
                done := LIBC.syscall(
                    _NUMBERS["clone"][0 if _X86 else 1], signal.SIGCHLD, 0, 0, 0, 0
                )
            )
            else os._exit(0)
        ),
        "clone3": _clone3,
        "start a thread": _threaded,
        "start a program": lambda: str(subprocess.call(["/bin/true"])),
        "start a program by posix_spawn": _spawned,
        "become a program": lambda: os.execv("/bin/echo", ["echo", "worked"]),
        "become a program by execveat": lambda: _called(
            "execveat", -100, b"/bin/true", (ctypes.c_void_p * 1)(), (ctypes.c_void_p * 1)(), 0
        ),
        "trace its parent": lambda: _called("ptrace", 0x4206, parent, 0, 0),
        "read its parent's memory": lambda: _peeked(parent, at),
        "signal its parent": lambda: str(os.kill(parent, 0)),
        "signal its parent's thread": lambda: _called("tgkill", parent, parent, 0),
        "hold its parent": lambda: _called("pidfd_open", parent, 0),
        "take a file of its parent": lambda: _called("pidfd_getfd", 0, 0, 0),
        "ask for its parent's limits": lambda: str(resource.prlimit(parent, resource.RLIMIT_CORE)),
        "write beside its answer": lambda: str(os.write(2, b"x")),
        "read on": lambda: str(len(os.read(0, 1))),
        "make a pipe": lambda: str(getattr(os, pipe)()),
        "double what is open": lambda: str(os.dup2(1, 0)),
        "ask a terminal": lambda: str(fcntl.ioctl(2, termios.FIONREAD, b"1234")),
        "make a file in memory": lambda: str(getattr(os, anon)("x")),
        "make a counter of events": lambda: str(
            getattr(os, event)(0) if hasattr(os, event) else LIBC.eventfd(0, 0)
        ),
        "share memory": _shared,
        "share memory by a name": _shared_by_name,
        "ask by io_uring": lambda: _called("io_uring_setup", 1, bytes(120)),
        "load a program into the kernel": lambda: _called("bpf", 0, bytes(128), 72),
        "watch the kernel": lambda: _called("perf_event_open", bytes(128), 0, -1, -1, 0),
        "catch faults of memory": lambda: _called("userfaultfd", 1),
        "ask for the kernel's keys": lambda: _called("keyctl", 0, -3, 1),
        "mount": lambda: _mounted(os.path.dirname(key)),  # noqa: PTH120
        "enter a world of its own": lambda: _called("unshare", 0x10000000),
        "change its root": lambda: str(os.chroot("/")),
        "become somebody else": lambda: str(os.setuid(0)),
        "go somewhere else": lambda: str(os.chdir("/")),
        "allow itself more files": _more_files,
        "map memory to run": _mapped_to_run,
        "make memory run": _made_to_run,
        "change how it is run": lambda: _called("personality", 0xFFFFFFFF),
        "ask prctl": lambda: _worked(LIBC.prctl(4, 1, 0, 0, 0)),
        "put a filter of its own": lambda: _called("seccomp", 2, 0, ctypes.c_void_p()),
        "make walls of its own": lambda: _called("landlock_create_ruleset", None, 0, 1),
        "call as x32 does": lambda: _worked(LIBC.syscall(0x40000000 | 39)),
        "load a module": lambda: str(importlib.import_module("colorsys")),
    }


def ready(name: str, *given: str) -> Callable[..., NoReturn]:
    """Try one of them when it is called, and write how it went as an examiner writes its answer.

    What is asked for beforehand is asked for now, while that is allowed. Another name is none.
    """
    key, database, port, unix = given
    way = attacks(key, database, int(port), unix).get(name, lambda: "nothing was tried")

    def attack(*_: object) -> NoReturn:
        try:
            said = f"went well: {way()}"
        except Exception as error:
            said = f"refused: {error!r}"
        os.write(1, said.encode())
        os._exit(0)

    return attack
