"""The filter of each kind of processor lets through what is on the list, and nothing else."""

import errno
import re
import struct
from pathlib import Path

import pytest

from heard.casework.files import examiner
from heard.walls.system_calls import _KINDS, _NUMBERS, ALLOW, END, Call, error, filter_for

KINDS = pytest.mark.parametrize("kind", ["x86_64", "aarch64"])
EXAMINER = (examiner._ALLOWED, END)

#: Where Debian's headers have the numbers.
_HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


def decided(program: bytes, number: int, *values: int, kind: int) -> int:
    """What the kernel would do with a call: it reads the filter like this."""
    data = struct.pack("IIQ6Q", number, kind, 0, *values, *(0,) * (6 - len(values)))
    at, held = 0, 0
    steps = list(struct.iter_unpack("HBBI", program))
    while True:
        code, if_so, if_not, value = steps[at]
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("I", data, value)
        elif code == 0x54:
            held &= value
        elif code == 0x06:
            return value
        else:
            true = held == value if code == 0x15 else held >= value
            at += if_so if true else if_not


@KINDS
def test_what_is_not_on_the_list_ends_the_process(kind: str) -> None:
    program = filter_for(kind, *EXAMINER, {})
    names = [call.name for call in examiner._ALLOWED]
    on_it = {_NUMBERS[name][list(_KINDS).index(kind)] for name in names}
    # Memory that could run is not asked for here.
    values = (1, 0, 0, 0x20)
    for number in range(1000):
        found = decided(program, number, *values, kind=_KINDS[kind])
        assert found == (ALLOW if number in on_it else END), number


@KINDS
def test_another_processors_calls_and_a_second_set_of_them_end_the_process(kind: str) -> None:
    program = filter_for(kind, *EXAMINER, {})
    number = _NUMBERS["brk"][list(_KINDS).index(kind)]
    assert decided(program, number, kind=_KINDS[kind]) == ALLOW
    for other in {*_KINDS.values(), 0x40000003, 0} - {_KINDS[kind]}:
        assert decided(program, number, kind=other) == END
    for x32 in (0x40000000 | number, 0x7FFFFFFF, 0xFFFFFFFF):
        assert decided(program, x32, kind=_KINDS[kind]) == END


@KINDS
@pytest.mark.parametrize(
    ("name", "values", "then"),
    [
        ("write", (1,), ALLOW),
        ("write", (0,), END),
        ("write", (2,), END),
        ("write", (3,), END),
        ("mmap", (0, 9, 3, 0x22), ALLOW),
        ("mmap", (0, 9, 7, 0x22), END),
        ("mmap", (0, 9, 4, 0x22), END),
        ("mmap", (0, 9, 1, 0x02), END),
        ("mprotect", (0, 9, 3), ALLOW),
        ("mprotect", (0, 9, 5), END),
    ],
)
def test_what_is_asked_for_counts_as_well(kind: str, name: str, values, then: int) -> None:
    program = filter_for(kind, *EXAMINER, {})
    number = _NUMBERS[name][list(_KINDS).index(kind)]
    assert decided(program, number, *values, kind=_KINDS[kind]) == then


@KINDS
def test_a_call_may_be_told_that_it_does_not_exist(kind: str) -> None:
    program = filter_for(kind, [Call("brk")], error(errno.EPERM), {"clone3": errno.ENOSYS})

    def told(number: int) -> int:
        return decided(program, number, kind=_KINDS[kind])

    assert told(435) == 0x00050000 | errno.ENOSYS
    assert told(434) == 0x00050000 | errno.EPERM


@KINDS
def test_the_numbers_are_those_of_the_system(kind: str) -> None:
    if not _HEADERS[kind].exists():
        pytest.skip("this machine has no headers of the kernel")
    known = dict(re.findall(r"__NR(?:3264)?_(\w+) (\d+)", _HEADERS[kind].read_text("ascii")))
    ours = {name: numbers[list(_KINDS).index(kind)] for name, numbers in _NUMBERS.items()}
    # On the newer kind some names stand for what another call does.
    other = {"newfstatat": "fstatat"} if kind == "aarch64" else {}
    for name, number in ours.items():
        assert str(number) == known.get(other.get(name, name), "-1"), name
