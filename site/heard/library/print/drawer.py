"""The process in which a leaflet is drawn: alone, with fonts to read and nothing to take.

It reads a document from its standard input and writes a PDF. Its words are "draw" and the address
of the page (empty where it has none), or "fold" and the direction of writing. It has no key and no
environment, reads what a font or a program is made of, and can write, connect and begin nothing.

What it is given comes from the library and never from a family. So where the system gives no walls,
it draws all the same. `leaflets` starts it.
"""

import ctypes.util
import logging
import mmap
import os
import resource
import signal
import sys
import warnings
from contextlib import suppress
from errno import ENOSYS, EPERM
from pathlib import Path

import heard
from heard.walls.landlock import read_only
from heard.walls.system_calls import Call, NoWalls, Only, error, wall_in

#: Bytes of memory of its own, seconds of a processor, and seconds of any clock: the largest form
#: takes 50 MB and a second and a half.
_MEMORY = 512 * 1024 * 1024
_SECONDS = 20
_AT_LAST = 120

_STANDARD_OUTPUT, _STANDARD_ERROR = 1, 2

#: Programs, fonts, and how fonts are chosen.
_READABLE = (
    *map(Path, ("/usr", "/lib", "/lib64", "/etc/fonts", "/etc/ld.so.cache")),
    *map(Path, ("/var/cache/fontconfig", "/etc/mime.types", sys.prefix, sys.base_prefix)),
    Path(heard.__file__).parents[1],
)

_NEVER_RUN = Only(2, 0, mask=mmap.PROT_EXEC)
_TO_READ = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
#: CLONE_VM, FS, FILES, SIGHAND, THREAD, SYSVSEM, SETTLS, PARENT_SETTID, CHILD_CLEARTID: a thread,
#: as the C library begins one.
_THREAD = 0x003D0F00

#: Pango asks for fonts in threads of its own.
_ALLOWED = (
    Call("write", (Only(0, _STANDARD_OUTPUT),)),
    Call("mmap", (_NEVER_RUN,)),
    Call("mprotect", (_NEVER_RUN,)),
    Call("open", (Only(1, 0, mask=_TO_READ),)),
    Call("openat", (Only(2, 0, mask=_TO_READ),)),
    Call("clone", (Only(0, _THREAD),)),
    *map(Call, ("read", "pread64", "lseek", "close", "fcntl", "getdents64", "fadvise64")),
    *map(Call, ("stat", "lstat", "fstat", "newfstatat", "statx", "statfs", "fstatfs")),
    *map(Call, ("access", "faccessat", "faccessat2", "readlink", "readlinkat", "getcwd")),
    *map(Call, ("munmap", "mremap", "madvise", "brk", "futex", "sched_yield")),
    *map(Call, ("set_robust_list", "rseq", "rt_sigprocmask", "rt_sigreturn", "gettid", "getpid")),
    *map(Call, ("clock_gettime", "clock_getres", "getrandom")),
    *map(Call, ("exit", "exit_group")),
)


def main() -> None:
    """Draw or fold one document."""
    verb, how = sys.argv[1:]
    given = sys.stdin.buffer.read()
    _give_up_what_is_not_needed()
    if verb == "fold":
        from heard.library.print.folding import folded

        _wall_in()
        _answer(folded(given, right_to_left=how == "rtl"))
    else:
        # Libraries have names of their own. Python would ask a compiler where they might be.
        ctypes.util.find_library = lambda name: None
        try:
            from heard.library.print.drawing import drawn
        except (ImportError, OSError) as fault:
            _answer(str(fault).partition("\n")[0].encode())
            os._exit(1)
        _wall_in()
        _answer(drawn(given.decode("utf-8"), how))
    os._exit(0)


def _give_up_what_is_not_needed() -> None:
    warnings.simplefilter("ignore")
    logging.disable()
    os.umask(0o077)
    os.chdir("/")
    os.closerange(_STANDARD_ERROR + 1, os.sysconf("SC_OPEN_MAX"))
    signal.alarm(_AT_LAST)
    for what, most in (
        (resource.RLIMIT_DATA, _MEMORY),
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    # Before anything is loaded: it holds for this thread and for those that it begins.
    read_only(_READABLE)


def _wall_in() -> None:
    # With an error a library goes on to its next way. A thread is begun in the older of two ways,
    # of which one sees that it is one.
    with suppress(NoWalls):
        wall_in(_ALLOWED, error(EPERM), {"clone3": ENOSYS})


def _answer(words: bytes) -> None:
    left = memoryview(words)
    while left:
        left = left[os.write(_STANDARD_OUTPUT, left) :]


if __name__ == "__main__":
    main()
