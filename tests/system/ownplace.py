# SPDX-License-Identifier: MIT
"""A home, a display and a bus of their own for a test, so that nobody's window is read; and nothing
of it is left behind."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import kernelwitness as kernel

PR_SET_CHILD_SUBREAPER = 36


def run(testify, seconds):
    """Started by ./onbus: starts itself again in such a place, where testify(directory) is called,
    for so many seconds at most."""
    os.environ["SEEIPC_BIN"] = sys.argv[1]
    if len(sys.argv) > 2:
        testify(sys.argv[2])
    else:
        sys.exit(in_own_place(seconds))


def leave_nothing(runtime):
    """The bus and the display end by themselves a little later, or by us. What of SeeIPC's is there
    is a failure."""
    ours = [pid for pid in kernel.descendants(os.getpid())
            if kernel.file(pid, "comm").startswith("seeipc")]
    deadline = time.monotonic() + 3
    while reap():
        for pid in kernel.descendants(os.getpid()) if time.monotonic() > deadline else []:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.01)  # the pace of looking
    left = [name for name in os.listdir(runtime) if name.startswith("seeipc")]
    assert not ours and not left, f"left behind: processes {ours}, files {left}"


def reap():
    """How many children there still are."""
    try:
        while os.waitpid(-1, os.WNOHANG) != (0, 0):
            pass
    except ChildProcessError:
        return 0
    return len(kernel.descendants(os.getpid()))


def in_own_place(seconds):
    kernel.libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    directory = tempfile.mkdtemp(prefix="seeipc-onbus-")
    runtime = os.path.join(directory, "run")
    os.mkdir(runtime, 0o700)
    environment = {**os.environ, "HOME": directory, "XDG_RUNTIME_DIR": runtime,
                   "TMPDIR": directory, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8",
                   "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "AT_SPI_BUS_ADDRESS",
                 "WAYLAND_DISPLAY", "NO_AT_BRIDGE"):
        environment.pop(name, None)
    command = ["dbus-run-session", "--", "xvfb-run", "-a", sys.executable, "-B", sys.argv[0],
               sys.argv[1], directory]
    try:
        try:
            status = subprocess.run(command, env=environment, timeout=seconds).returncode
        finally:
            leave_nothing(runtime)
    finally:
        shutil.rmtree(directory)
    return status
