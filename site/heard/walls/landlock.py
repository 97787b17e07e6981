"""Which files a process may still read, kept by the kernel (Landlock), where the kernel has it.

A second wall behind `system_calls`, and the one that knows files by name. Debian's kernels have it
from 5.13 on; what it keeps grew with each version, and everything that this kernel knows is kept.
"""

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

#: The same numbers on every kind of processor.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_ASK_VERSION = 1
_NO_NEW_PRIVILEGES = 38
_BENEATH = 1

#: What can be kept of files, by the version from which on.
_FILES = {1: (1 << 13) - 1, 2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
#: Listening and connecting by TCP, from version 4; signals and sockets without a name, from 6.
_NETWORK, _OTHERS = 3, 3


def read_only(folders: Iterable[Path]) -> bool:
    """From here on this thread, and what it begins, reads beneath `folders` and no other file.

    It writes, connects and signals nowhere. False where the kernel does not keep this.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version = libc.syscall(_CREATE, None, 0, _ASK_VERSION)
    if version < 1:
        return False
    files = sum(each for since, each in _FILES.items() if since <= version)
    asked = struct.pack("Q", files)
    asked += struct.pack("Q", _NETWORK) if version >= 4 else b""
    asked += struct.pack("Q", _OTHERS) if version >= 6 else b""
    rules = libc.syscall(_CREATE, asked, ctypes.c_size_t(len(asked)), 0)
    if rules < 0:
        return False
    try:
        for folder in folders:
            _let_read(libc, rules, folder)
        if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            return False
        return bool(libc.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _let_read(libc: ctypes.CDLL, rules: int, folder: Path) -> None:
    try:
        place = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        read = _READ_FILE | (_READ_FOLDER if folder.is_dir() else 0)
        libc.syscall(_ADD, rules, _BENEATH, struct.pack("=Qi", read, place), 0)
    finally:
        os.close(place)
