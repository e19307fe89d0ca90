"""What a process that reads outside queries may still do: use so much memory, read, and talk to its parent. Linux only.

Sources: seccomp(2), prctl(2), https://www.kernel.org/doc/html/latest/userspace-api/seccomp_filter.html.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import signal
import sys
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_FILTER: Final = 2

_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | errno.EACCES
_NUMBER, _ARCHITECTURE = 0, 4
# Calls of the x32 ABI carry this bit, and would pass by other numbers.
_X32: Final = 0x40000000

# Of each architecture its audit number and the calls refused: socket, socketpair, connect, bind, execve, execveat,
# ptrace, and io_uring_setup, which could open sockets past the filter.
_CALLS: Final[dict[str, tuple[int, tuple[int, ...]]]] = {
    "x86_64": (0xC000003E, (41, 53, 42, 49, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 199, 203, 200, 221, 281, 117, 425)),
}


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("yes", ctypes.c_uint8),
        ("no", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


def confine(memory: int) -> bool:
    """Limit this process to `memory` bytes of address space, and let it die with its parent; no core is dumped.

    Return whether the kernel now refuses it the network and other programs; for good, and for every thread to come.
    """
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_CORE, 0)
    if sys.platform != "linux":
        return False
    system = ctypes.CDLL(None, use_errno=True)
    system.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    return _without_network(system)


def write_nothing() -> None:
    """Let this process write no byte to any file; pipes are not touched."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    _limit(resource.RLIMIT_FSIZE, 0)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (allowed, allowed))


def _without_network(system: ctypes.CDLL) -> bool:
    known = _CALLS.get(platform.machine())
    if known is None:
        return False
    steps = _steps(*known)
    program = _Program(len(steps), (_Step * len(steps))(*steps))
    if system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not system.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0)


def _steps(architecture: int, calls: tuple[int, ...]) -> list[_Step]:
    """Return a filter that refuses these calls, and every call of another architecture; jumps count steps ahead."""
    refuse = len(calls) + 1
    return [
        _Step(_LOAD, 0, 0, _ARCHITECTURE),
        _Step(_EQUAL, 0, refuse + 2, architecture),
        _Step(_LOAD, 0, 0, _NUMBER),
        _Step(_AT_LEAST, refuse, 0, _X32),
        *(_Step(_EQUAL, refuse - 1 - place, 0, call) for place, call in enumerate(calls)),
        _Step(_RETURN, 0, 0, _ALLOW),
        _Step(_RETURN, 0, 0, _REFUSE),
    ]
