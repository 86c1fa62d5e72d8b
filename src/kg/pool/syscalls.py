"""What a worker asks of the Linux kernel beyond what Python's library can say.

Each function returns whether the kernel agreed: containers and distributions refuse some of it,
and whoever starts a worker wants to report what holds rather than fail.
"""

from __future__ import annotations

import ctypes
import errno
import os
import signal
import sys
from dataclasses import dataclass
from typing import Final

_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38
_SECCOMP_MODE_FILTER: Final = 2
_CLONE_NEWUSER: Final = 0x10000000  # linux/sched.h
_CLONE_NEWNET: Final = 0x40000000
_CLONE_THREAD: Final = 0x00010000
_M_ARENA_MAX: Final = -8  # malloc.h

_LOAD: Final = 0x20  # linux/bpf_common.h: BPF_LD | BPF_W | BPF_ABS
_IF_EQUAL: Final = 0x15
_IF_AT_LEAST: Final = 0x35
_IF_BITS: Final = 0x45
_RETURN: Final = 0x06
_ALLOW: Final = 0x7FFF0000  # linux/seccomp.h
_ERRNO: Final = 0x00050000
_NUMBER_AT: Final = 0  # struct seccomp_data
_ARCHITECTURE_AT: Final = 4
_FIRST_ARGUMENT_AT: Final = 16


@dataclass(frozen=True, slots=True)
class _Machine:
    architecture: int
    refused: tuple[int, ...]
    """execve, execveat, fork, vfork, socket, socketpair, connect, ptrace, process_vm_*, io_uring"""
    clone: int
    clone3: int
    numbers_below: int


_MACHINES: Final = {
    "x86_64": _Machine(
        0xC000003E, (59, 322, 57, 58, 41, 53, 42, 101, 310, 311, 425), 56, 435, 0x40000000
    ),
    "aarch64": _Machine(
        0xC00000B7, (221, 281, 198, 199, 203, 117, 270, 271, 425), 220, 435, 0x40000000
    ),
}


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_true", ctypes.c_uint8),
        ("if_false", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("first", ctypes.POINTER(_Instruction)))


def die_with_parent() -> bool:
    """Be killed when the process that started this one dies, whatever way it dies."""
    return sys.platform == "linux" and _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def leave_network() -> bool:
    """Move into a network of one's own in which there is nothing, not even loopback.

    Works while there is one thread only. Without privileges it takes a user name space as well,
    which some platforms forbid.
    """
    if sys.platform != "linux":
        return False
    unshare = ctypes.CDLL(None, use_errno=True).unshare
    return any(unshare(flags) == 0 for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET))


def give_up_privileges() -> bool:
    """Never gain a privilege again, by whatever program."""
    return sys.platform == "linux" and _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def refuse_processes_and_sockets() -> bool:
    """Have the kernel refuse new processes, other programs and sockets; threads stay possible.

    A limit on processes (RLIMIT_NPROC) would do neither: it counts threads, all of the user's, and
    does not hold for root. Needs `give_up_privileges` first.
    """
    machine = _MACHINES.get(os.uname().machine) if sys.platform == "linux" else None
    if machine is None:
        return False
    instructions = _instructions(machine)
    program = _Program(len(instructions), (_Instruction * len(instructions))(*instructions))
    return _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(program))


def share_heaps() -> None:
    """Let threads share two heaps: each of its own takes 64 MiB of addresses, used or not."""
    if sys.platform == "linux":
        mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # musl has none, and needs none
        if mallopt is not None:
            mallopt(_M_ARENA_MAX, 2)


def _instructions(machine: _Machine) -> list[_Instruction]:
    def given(test: int, value: int, outcome: int) -> list[_Instruction]:
        return [_Instruction(test, 0, 1, value), _Instruction(_RETURN, 0, 0, outcome)]

    refusal = _ERRNO | errno.EPERM
    return [
        _Instruction(_LOAD, 0, 0, _ARCHITECTURE_AT),
        _Instruction(_IF_EQUAL, 1, 0, machine.architecture),
        _Instruction(_RETURN, 0, 0, refusal),
        _Instruction(_LOAD, 0, 0, _NUMBER_AT),
        *given(_IF_AT_LEAST, machine.numbers_below, refusal),
        *(each for number in machine.refused for each in given(_IF_EQUAL, number, refusal)),
        *given(_IF_EQUAL, machine.clone3, _ERRNO | errno.ENOSYS),  # then clone is tried instead
        _Instruction(_IF_EQUAL, 0, 3, machine.clone),
        _Instruction(_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
        _Instruction(_IF_BITS, 1, 0, _CLONE_THREAD),
        _Instruction(_RETURN, 0, 0, refusal),
        _Instruction(_RETURN, 0, 0, _ALLOW),
    ]


def _prctl(option: int, *arguments: int) -> bool:
    given = [ctypes.c_ulong(each) for each in (*arguments, 0, 0, 0, 0)[:4]]
    return bool(ctypes.CDLL(None).prctl(option, *given) == 0)
