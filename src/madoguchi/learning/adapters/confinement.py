"""What a process that opens strangers' documents may no longer do.

Limits of the system hold everywhere. On Linux a filter of system calls also takes the network away,
and looking into other processes; where the system refuses the filter, the limits alone remain.
"""

import ctypes
import platform
import resource
import signal
import sys

from madoguchi.learning.converting.schemas import Limits

OPEN_FILES = 64
WRITTEN_BYTES = 64 * 2**20
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS, MODE_FILTER = 1, 22, 38, 2
LOAD, EQUAL, AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000
ANOTHER_TABLE = 0x40000000
"""Where the numbers of a second table of system calls begin on x86-64."""
# socket connect bind listen · ptrace process_vm_readv/writev pidfd_open/getfd · io_uring_setup
# bpf perf_event_open userfaultfd · unshare mount · add_key request_key keyctl open_by_handle_at
REFUSED = {
    "x86_64": (0xC000003E, (41, 42, 49, 50, 101, 310, 311, 434, 438, 425, 321, 298, 323, 272, 165,
                            248, 249, 250, 304)),
    "aarch64": (0xC00000B7, (198, 203, 200, 201, 117, 270, 271, 434, 438, 425, 280, 241, 282, 97,
                             40, 217, 218, 219, 265)),
}  # fmt: skip


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_ushort),
        ("if_true", ctypes.c_ubyte),
        ("if_false", ctypes.c_ubyte),
        ("value", ctypes.c_uint),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.POINTER(_Instruction)))


def confine(limits: Limits) -> None:
    """Give up for good what reading a document does not need."""
    bound(limits.memory_bytes, WRITTEN_BYTES, OPEN_FILES)
    if sys.platform == "linux":
        _refuse_calls(ctypes.CDLL(None, use_errno=True))


def bound(memory_bytes: int, written_bytes: int, open_files: int) -> None:
    """Take no more than so much from now on, and end with whoever began this process."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, written_bytes)
    _limit(resource.RLIMIT_NOFILE, open_files)
    _limit(resource.RLIMIT_AS, memory_bytes)
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        library.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def grant_cpu(seconds: int) -> None:
    """Allow so much CPU time from now on; whoever takes more is ended by the system."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(what, (most, most))
    except (ValueError, OSError):
        return  # macOS knows some limits and refuses to set them


def _refuse_calls(library: ctypes.CDLL) -> None:
    machine = platform.machine()
    if machine not in REFUSED:
        return
    architecture, calls = REFUSED[machine]
    steps = [(LOAD, 0, 0, 4), (EQUAL, 1, 0, architecture), (RETURN, 0, 0, KILL), (LOAD, 0, 0, 0)]
    for at, call in enumerate(calls):
        steps.append((EQUAL, len(calls) - at + 1, 0, call))
    steps += [(AT_LEAST, 1, 0, ANOTHER_TABLE), (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE)]
    filled = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    program = _Program(len(steps), filled)
    library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    library.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(program), 0, 0)
