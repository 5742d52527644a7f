# SPDX-License-Identifier: MIT
"""What the kernel says of SeeIPC's workers, asked without any code of SeeIPC's."""
import ctypes
import fcntl
import os
import platform
import re
import struct
import subprocess
import termios
import time

# read, write, wait, and the futex that a worker waits for its turn in.
NUMBERS = {
    "x86_64": {0: "read", 1: "write", 61: "wait", 247: "wait", 202: "turn"},
    "aarch64": {63: "read", 64: "write", 260: "wait", 95: "wait", 98: "turn"},
}[platform.machine()]
PIDFD_GETFD = 438
libc = ctypes.CDLL(None, use_errno=True)


def until(what, condition, seconds=10):
    """The condition's value as soon as it is true; an AssertionError after the deadline."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            what = what() if callable(what) else what
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.002)  # the pace of looking; what ends it is the condition


def file(pid, name):
    try:
        with open(f"/proc/{pid}/{name}", encoding="utf-8", errors="replace") as told:
            return told.read()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def children():
    """pid -> the pids of its children, of the whole machine."""
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        stat = file(pid, "stat")
        if stat:
            parent = int(stat.rpartition(")")[2].split()[1])
            found.setdefault(parent, []).append(int(pid))
    return found


def descendants(pid):
    below, found, todo = children(), [], [pid]
    while todo:
        here = below.get(todo.pop(), [])
        found += here
        todo += here
    return found


def workers(program):
    """The pids of the workers that this seeipc-gui has, by age."""
    return [pid for pid in sorted(descendants(program))
            if file(pid, "comm").strip() == "seeipc-worker"
            and file(pid, "cmdline").split("\0")[1:2] == ["worker"]]


class Sleep:
    """Where a process sleeps: the call's name ("turn": at its gate), descriptor and size."""

    def __init__(self, call, fd, size, switches):
        self.call, self.fd, self.size, self.switches = call, fd, size, switches

    def __eq__(self, other):
        return isinstance(other, Sleep) and vars(self) == vars(other)

    def __repr__(self):
        return f"{self.call}({self.fd}, ..., {self.size})"


def sleep_of(pid):
    """None while it runs, and when it is gone."""
    words = file(pid, "syscall").split()
    status = file(pid, "status")
    state = re.search(r"^State:\s+(\S)", status, re.M)
    if len(words) < 4 or not state or state[1] != "S":
        return None
    switches = re.search(r"^voluntary_ctxt_switches:\s+(\d+)", status, re.M)
    call = NUMBERS.get(int(words[0]), f"call {words[0]}")
    return Sleep(call, int(words[1], 16), int(words[3], 16), int(switches[1]))


def settled(pids):
    """Where they all sleep, the same in two looks at all of them; None while one moves."""
    looks = [[sleep_of(pid) for pid in pids] for _ in range(2)]
    return looks[0] if looks[0] == looks[1] and None not in looks[0] else None


def pipe_of(pid):
    """(descriptor, inode) of the pipe that the demo has made: the lowest above stderr."""
    try:
        descriptors = sorted(int(fd) for fd in os.listdir(f"/proc/{pid}/fd"))
        for fd in filter(lambda fd: fd > 2, descriptors):
            inode = re.fullmatch(r"pipe:\[(\d+)\]", os.readlink(f"/proc/{pid}/fd/{fd}"))
            if inode:
                return fd, int(inode[1])
    except (FileNotFoundError, ProcessLookupError):
        pass
    return None


def queued(pid):
    """FIONREAD of the pipe of that process, by a descriptor borrowed for one call."""
    fd, inode = pipe_of(pid)
    process = os.pidfd_open(pid)
    try:
        borrowed = libc.syscall(PIDFD_GETFD, process, fd, 0)
        if borrowed < 0:
            raise OSError(ctypes.get_errno(), f"pidfd_getfd of {pid}")
        try:
            assert os.fstat(borrowed).st_ino == inode
            told = fcntl.ioctl(borrowed, termios.FIONREAD, b"\0" * 4)
            return struct.unpack("i", told)[0]
        finally:
            os.close(borrowed)
    finally:
        os.close(process)


class Strace:
    """How processes end, by strace: attached to one of them, and to all that it forks later."""

    def __init__(self, pid, output):
        self.output = output
        self.process = subprocess.Popen(
            ["strace", "-f", "-e", "trace=none", "-o", output, "-p", str(pid)],
            stderr=subprocess.DEVNULL)
        until("strace is attached", lambda: f"TracerPid:\t{self.process.pid}\n" in file(pid, "status"))

    def ends(self):
        """pid -> "exited, status 0" or "killed by SIGKILL"."""
        self.process.wait(timeout=10)
        found = {}
        with open(self.output, encoding="utf-8") as lines:
            for line in lines:
                end = re.match(r"(\d+)?\s*\+\+\+ (exited with|killed by) (\w+)", line)
                if end:
                    how = "exited, status" if end[2] == "exited with" else "killed by"
                    found[int(end[1])] = f"{how} {end[3]}"
        return found

    def stop(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
