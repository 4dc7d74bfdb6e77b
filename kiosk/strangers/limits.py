"""What a process that reads strangers' files may use: set by itself, before it reads anything.

Linux limits the address space; Windows the memory of a job object; macOS knows neither, so there
the parent looks at how much its child has, see `memory_of`.
"""

import ctypes
import os
import subprocess
import sys
from pathlib import Path

MEMORY = 1024 * 1024 * 1024
"""Bytes: a page of badges at 300 dots per inch and its copies need about a third."""

_CPU_SPARE_S = 5
_FILES = 64
_PS_S = 2


def limit_process() -> None:
    """Limit the memory of this process, and let it write no file; everything else goes first."""
    if sys.platform == "win32":
        _limit_by_job()
        return
    import resource  # noqa: PLC0415  there is none on Windows

    os.nice(5)
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _FILES),
    ):
        _lower(resource, what, most)


def limit_work(seconds: float) -> None:
    """Let the work that begins now take this much of a processor, even if nobody watches it."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = int(used.ru_utime + used.ru_stime + seconds) + _CPU_SPARE_S
    _lower(resource, resource.RLIMIT_CPU, most)


def memory_now() -> int:
    """Return the bytes of memory that this process has, on macOS had at most; 0 on Windows."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return _most_memory()
    return pages * os.sysconf("SC_PAGE_SIZE")


def _most_memory() -> int:
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415

    unit = 1 if sys.platform == "darwin" else 1024  # getrusage(2) of macOS counts bytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def memory_of(process_id: int) -> int:
    """Return the bytes of memory that a process has now, after ps; 0 where there is none."""
    command = ["ps", "-o", "rss=", "-p", str(process_id)]
    try:
        told = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, check=False, timeout=_PS_S
        )
    except (OSError, subprocess.TimeoutExpired):  # who watches must still see the time pass
        return 0
    return int(told.stdout.strip() or 0) * 1024


def _lower(resource: object, what: int, most: int) -> None:
    limits = resource  # the module, where there is one
    _soft, hard = limits.getrlimit(what)  # type: ignore[attr-defined]
    soft = most if hard == limits.RLIM_INFINITY else min(most, hard)  # type: ignore[attr-defined]
    try:
        limits.setrlimit(what, (soft, hard))  # type: ignore[attr-defined]
    except (ValueError, OSError):  # macOS takes no limit of the address space
        return


class _BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION of winnt.h."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of winnt.h; the six counters are of input and output."""

    _fields_ = (
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


_PROCESS_MEMORY, _PRIORITY_CLASS, _NO_ERROR_BOX = 0x100, 0x20, 0x400
_BELOW_NORMAL, _EXTENDED = 0x4000, 9


def job_limits() -> ExtendedLimits:
    """Return what a job object of Windows is told: the memory, and to come after the door."""
    limits = ExtendedLimits()
    basic = limits.BasicLimitInformation
    basic.LimitFlags = _PROCESS_MEMORY | _PRIORITY_CLASS | _NO_ERROR_BOX
    basic.PriorityClass = _BELOW_NORMAL
    limits.ProcessMemoryLimit = MEMORY
    return limits


def _limit_by_job() -> None:
    """Put this process into a job object of its own; it stays there until it ends.

    Jobs within jobs are known since Windows 8. Raises OSError, which ends the process, where it
    would have to read a stranger's file without a limit.
    """
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    handle = ctypes.c_void_p
    kernel.CreateJobObjectW.restype = handle
    kernel.CreateJobObjectW.argtypes = (handle, ctypes.c_wchar_p)
    kernel.GetCurrentProcess.restype = handle
    kernel.AssignProcessToJobObject.argtypes = (handle, handle)
    kernel.SetInformationJobObject.argtypes = (handle, ctypes.c_int, handle, ctypes.c_uint32)
    job, limits = kernel.CreateJobObjectW(None, None), job_limits()
    size = ctypes.sizeof(limits)
    is_limited = (
        job
        and kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), size)
        and kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
    )
    if not is_limited:
        raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined]
