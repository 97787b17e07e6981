"""A list of the calls to the system that a process may still make, kept by the kernel (seccomp).

The filter is a short program for the kernel that compares numbers from top to bottom. It can be put
once and never be taken off, and whatever the process begins has it too.
"""

import ctypes
import os
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: What becomes of a call: it goes on, the whole process ends (SIGSYS), or it gets an error.
ALLOW, END = 0x7FFF0000, 0x80000000
_ERROR = 0x00050000

#: By kind of processor, as `uname` says it: what the kernel calls it, and its numbers of calls (of
#: Linux's own headers). On any other kind there are no walls.
_KINDS = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_NUMBERS: Mapping[str, tuple[int, int]] = {
    "access": (21, -1),
    "brk": (12, 214),
    "clock_getres": (229, 114),
    "clock_gettime": (228, 113),
    "clone": (56, 220),
    "clone3": (435, 435),
    "close": (3, 57),
    "exit": (60, 93),
    "exit_group": (231, 94),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "fadvise64": (221, 223),
    "fcntl": (72, 25),
    "fstat": (5, 80),
    "fstatfs": (138, 44),
    "futex": (202, 98),
    "getcwd": (79, 17),
    "getdents64": (217, 61),
    "getpid": (39, 172),
    "getrandom": (318, 278),
    "gettid": (186, 178),
    "lseek": (8, 62),
    "lstat": (6, -1),
    "madvise": (28, 233),
    "mmap": (9, 222),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "munmap": (11, 215),
    "newfstatat": (262, 79),
    "open": (2, -1),
    "openat": (257, 56),
    "pread64": (17, 67),
    "read": (0, 63),
    "readlink": (89, -1),
    "readlinkat": (267, 78),
    "recvfrom": (45, 207),
    "rseq": (334, 293),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sched_yield": (24, 124),
    "seccomp": (317, 277),
    "sendto": (44, 206),
    "set_robust_list": (273, 99),
    "stat": (4, -1),
    "statfs": (137, 43),
    "statx": (332, 291),
    "write": (1, 64),
}
#: From here on x86-64 has a second set of the same calls (x32).
_OTHER_SET = 0x40000000

# The kernel's language for filters: one instruction is a code, where to go on, and a value.
_LOAD, _AND, _SAME, _AT_LEAST, _END_WITH = 0x20, 0x54, 0x15, 0x35, 0x06
_NUMBER_AT, _KIND_AT, _FIRST_AT = 0, 4, 16

_NO_NEW_PRIVILEGES, _DUMPABLE = 38, 4
_SET_FILTER, _FOR_ALL_THREADS = 1, 1


class NoWalls(OSError):
    """The system does not let this process wall itself in."""


@dataclass(frozen=True)
class Only:
    """What a call may be asked for: the value at this place, of which `mask` is looked at."""

    place: int
    value: int
    mask: int = 0xFFFFFFFF


@dataclass(frozen=True)
class Call:
    """A call that goes on where all of `only` is true of it, and otherwise gets what others get."""

    name: str
    only: tuple[Only, ...] = ()


def wall_in(allowed: Iterable[Call], otherwise: int, told: Mapping[str, int] | None = None) -> None:
    """From here on this process can do what is `allowed` and nothing else. NoWalls.

    Every other call gets `otherwise`: ALLOW, END or `error(...)`. Those in `told` get the error
    whose number stands there. No other process can look into this one any more.
    """
    kind = os.uname().machine
    if kind not in _KINDS:
        raise NoWalls(f"no list of calls for {kind}")
    program = filter_for(kind, allowed, otherwise, told or {})
    libc = ctypes.CDLL(None, use_errno=True)
    words = ctypes.create_string_buffer(program, len(program))
    of_the_kernel = struct.pack("HP", len(program) // 8, ctypes.addressof(words))
    for done in (
        libc.prctl(_DUMPABLE, 0, 0, 0, 0),
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0),
        libc.syscall(_number("seccomp", kind), _SET_FILTER, _FOR_ALL_THREADS, of_the_kernel),
    ):
        if done != 0:
            raise NoWalls(ctypes.get_errno(), "the kernel takes no filter")


def error(number: int) -> int:
    """What lets a call fail with the error of this number."""
    return _ERROR | number


def filter_for(
    kind: str, allowed: Iterable[Call], otherwise: int, told: Mapping[str, int]
) -> bytes:
    """The program for the kernel, for a kind of processor."""
    program = [
        _step(_LOAD, _KIND_AT),
        _step(_SAME, _KINDS[kind], 1, 0),
        _step(_END_WITH, END),
        _step(_LOAD, _NUMBER_AT),
        _step(_AT_LEAST, _OTHER_SET, 0, 1),
        _step(_END_WITH, END),
    ]
    for call in allowed:
        if (number := _number(call.name, kind)) >= 0:
            asked = [step for only in call.only for step in _looked_at(only, otherwise)]
            program += [_step(_SAME, number, 0, len(asked) + 1), *asked, _step(_END_WITH, ALLOW)]
    for name, why in told.items():
        if (number := _number(name, kind)) >= 0:
            program += [_step(_SAME, number, 0, 1), _step(_END_WITH, error(why))]
    program.append(_step(_END_WITH, otherwise))
    return b"".join(program)


def _number(name: str, kind: str) -> int:
    """The number of a call; -1 where this kind of processor has none of this name."""
    return _NUMBERS[name][list(_KINDS).index(kind)]


def _looked_at(only: Only, otherwise: int) -> tuple[bytes, ...]:
    # The lower half of each value: all that the kernel takes of a number of a file or of flags.
    return (
        _step(_LOAD, _FIRST_AT + 8 * only.place),
        _step(_AND, only.mask),
        _step(_SAME, only.value, 1, 0),
        _step(_END_WITH, otherwise),
    )


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_so, if_not, value)
