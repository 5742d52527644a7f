# SPDX-License-Identifier: MIT
"""The window is suspended (SIGSTOP) while its workers go on, and resumed: it is there again at once,
says what the kernel says, has counted every call, and took no more memory than its record may.
SEEIPC_SUSPENDED=60 suspends it for so many seconds. Started by ./onbus."""
import os
import re
import signal
import time

import kernelwitness as kernel
import ownplace
from kernelwitness import until
from windowreader import Atspi, Role, Window

SECONDS = float(os.environ.get("SEEIPC_SUSPENDED", "3"))
ALLOWED_SECONDS = 100 + 2 * SECONDS
LIVE_SECONDS = 10  # at most, after SIGCONT, on a machine where all CPUs are busy
WATCHED_SECONDS = 3  # its memory afterwards
MOST_KIB = 320 * 1024  # a window, and a record of two million events, which is as much as it keeps


def memory(pid):
    return int(re.search(r"^VmRSS:\s+(\d+)", kernel.file(pid, "status"), re.M)[1])


def state(pid):
    return kernel.file(pid, "stat").rpartition(")")[2].split()[0]


def moved(pid):
    """Bytes that it has read and written in all, says the kernel."""
    told = dict(re.findall(r"(\w+): (\d+)", kernel.file(pid, "io")))
    return int(told["rchar"]), int(told["wchar"])


def lost(window):
    """What the status line says of it."""
    for label in window._all(Role.LABEL):
        told = re.match(r"([\d\u202f\u00a0 ]+) calls counted but not kept", label.get_name())
        if told:
            return int(re.sub(r"\D", "", told[1]))
    return 0


def changes(window):
    """How many changes the timeline has, and whether it shows the newest."""
    told = re.match(r"timeline, by event, changes .+? to .+? of ([\d\u202f\u00a0 ]+), (\w+)",
                    window.timeline().get_name())
    return (int(re.sub(r"\D", "", told[1])), told[2] == "live") if told else None


def suspend(window, workers):
    """Returns what the workers have moved meanwhile."""
    before = [moved(pid) for pid in workers]
    window.process.send_signal(signal.SIGSTOP)
    until("it has stopped", lambda: state(window.process.pid) == "T")
    time.sleep(SECONDS)  # it is what is tested
    after = [moved(pid) for pid in workers]
    window.process.send_signal(signal.SIGCONT)
    return [sum(now) - sum(then) for then, now in zip(before, after)]


def watch(window):
    """The most memory that it has for WATCHED_SECONDS."""
    most, end = 0, time.monotonic() + WATCHED_SECONDS
    while time.monotonic() < end:
        assert window.process.poll() is None, f"it ended: {window.process.returncode}"
        most = max(most, memory(window.process.pid))
        time.sleep(0.002)  # the pace of looking
    return most


def bytes_written(window):
    """Of the process that is selected, which is the writer, by the inspector."""
    for sheet in window._all(Role.TEXT):
        words = Atspi.Text.get_text(sheet.get_text_iface(), 0, -1)
        told = re.search(r"bytes written\W+(\d[\d\s]*)", words)
        if told:
            return int(re.sub(r"\D", "", told[1]))
    return None


def says_what_is(window, writer):
    """Held, nothing moves: the window and the kernel must agree, in every byte since the start."""
    window.toggle_hold()
    until("it is held", window.is_held)
    until(lambda: f"FIONREAD {kernel.queued(writer)} is what it says: {window.said()}",
          lambda: window.fill() == kernel.queued(writer))
    until(lambda: f"{moved(writer)[1]} bytes were written, it says {bytes_written(window)}",
          lambda: bytes_written(window) == moved(writer)[1])
    place = window.timeline().get_value_iface()
    assert place.get_current_value() == place.get_maximum_value() > 0, "the picture is old"


def one(pace, loses):
    with Window("--scenario", "pipe-flow", "--pace", pace, "--open", "inspector") as window:
        until("two workers", lambda: len(kernel.workers(window.process.pid)) == 2)
        workers = kernel.workers(window.process.pid)
        until("it runs", lambda: (changes(window) or (0, 0))[0] > 8)
        before, lost_before = memory(window.process.pid), lost(window)
        changes_before = changes(window)
        went = suspend(window, workers)
        resumed = time.monotonic()
        assert min(went) > 0, f"the workers did not go on: {went}"
        until("it shows what is now", lambda: (changes(window) or (0, False)) > changes_before,
              LIVE_SECONDS)
        live = time.monotonic() - resumed
        most = watch(window)
        assert most < MOST_KIB, f"{before} KiB before, {most} afterwards"
        says_what_is(window, workers[0])
        assert kernel.workers(window.process.pid) == workers
        print(f"{pace} s a call: {went[0]} bytes written meanwhile, live after {live:.2f} s, "
              f"{lost(window) - lost_before} calls counted but not kept, "
              f"{before} KiB before, at most {most} afterwards", flush=True)
        if loses:
            assert lost(window) > lost_before, "nothing was lost"
        else:
            assert lost(window) == 0, f"{lost(window)} calls were lost"


def testify(_):
    one("1", loses=False)
    one("0", loses=True)


if __name__ == "__main__":
    ownplace.run(testify, ALLOWED_SECONDS)
