# SPDX-License-Identifier: MIT
"""Demos that a stranger has written to do harm: each is refused in one sentence, or does none.
Witnesses are a tree of files beside the session's directory, a process of the same user, and the
kernel's list of processes."""
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time

import kernelwitness as kernel

PROGRAM = os.environ["SEEIPC_BIN"] + "/seeipc"
PR_SET_CHILD_SUBREAPER = 36
SECONDS = 150  # `check` gives up sooner
KILOBYTES = 1_500_000  # of memory that a `check` may have, at most
PIPE = {"call": "pipe", "makes": "p"}
EXIT = {"call": "_exit", "status": 0}
DOOR = {"call": "mkfifo", "path": "door"}
FAILED, REFUSED = 1, 2


def both(text):
    return {"en": text, "zh_CN": text}


def demo(*steps, others=None, **more):
    """One worker `a` that makes these steps, and others beside it."""
    return json.dumps({
        "id": "hostile", "chapter": "fifo", "cure": None, "title": both("t"), "lesson": both("l"),
        "workers": {"a": list(steps), **(others or {})},
        "expect": [{"worker": "a", "exit": 0, "proves": both("it ends")}], **more})


def call(name, **parameters):
    return {"call": name, **parameters}


def nested(loops):
    step = {"call": "umask", "mask": "022"}
    for _ in range(loops):
        step = {"repeat": 1000000, "do": [step]}
    return step


# What it tries | its file | words of the sentence that refuses it.
REFUSALS = {
    "a path upwards": (demo(call("mkfifo", path="../outside")), "leads out of the demo's directory"),
    "an absolute path": (demo(call("unlink", path="{precious}")), "leads out of the demo's directory"),
    "a path with a NUL": (demo(call("unlink", path="door\0/../../x")), "leads out of the demo's directory"),
    "the folder itself": (demo(call("link", path="..", to="x")), "leads out of the demo's directory"),
    "a link to the outside": (demo(call("symlink", path="{precious}", to="door")),
                              "leads out of the demo's directory"),
    "a descriptor of another process": (demo(call("open", path="procfd:1.p[0]", flags="O_RDONLY")),
                                        ""),
    "kill of init": (demo(call("kill", pid=1, signal="SIGKILL")), "is no process of this demo"),
    "kill of everybody": (demo(call("kill", pid=-1, signal="SIGKILL")),
                          "is no process of this demo"),
    "kill of the group": (demo(call("kill", pid=0, signal="SIGKILL")),
                          "is no process of this demo"),
    "ptrace": (demo(call("ptrace", request="PTRACE_ATTACH", pid=1)), ""),
    "ptrace of init": (demo(call("ptrace", request="PTRACE_SETOPTIONS", pid=1)),
                       "is no process of this demo"),
    "the memory of init": (demo(call("process_vm_readv", pid=1, at="v")), "is no process of this demo"),
    "what /proc says of init": (demo(call("open", path="proc:1/stat", flags="O_RDONLY")),
                                "there is no worker"),
    "its memory by /proc": (demo(call("open", path="proc:a/mem", flags="O_RDWR")),
                            "is no file of /proc that a demo may read"),
    "up by a folder": (demo(call("open", path="x/..", flags="O_RDONLY")), "leads out of the demo's directory"),
    "a command line": (demo({"run": "rm -rf {precious}"}), ""),
    "a program of its own": (demo(call("execve", program="/bin/sh")), "is not possible here"),
    "a file of the kernel's outside /proc/sys": (
        demo(PIPE, call("write", fd="p[1]", size="{/proc/sys/../../etc/hostname}",
                        data={"fill": "A"})), ""),
    "sixty channels": (demo(*[call("mkfifo", path=f"f{i}") for i in range(60)], EXIT),
                       "makes more than"),
    "a fork in a loop": (demo({"repeat": 1000000, "do": [call("fork", child="b")]},
                              others={"b": [EXIT]}), ""),
    "a thousand workers": (demo(EXIT, others={f"w{i}": [EXIT] for i in range(1000)}), ""),
    "a write of a terabyte": (demo(PIPE, call("write", fd="p[1]", size=1 << 40,
                                              data={"fill": "A"})), ""),
    "a text of a terabyte": (demo(PIPE, call("write", fd="p[1]",
                                             data={"fill": "A", "times": 1 << 40})), ""),
    "loops in loops": (demo(nested(30)), ""),
    "brackets without end": ("[" * 1000000, ""),
    "a million steps": (demo(*[EXIT] * 1000000), ""),
    "a number beyond all": (demo(call("_exit", status=0)).replace('"status": 0',
                                                                  '"status": 1e999'), ""),
    "an id that is a path": (demo(EXIT).replace('"hostile"', '"../../outside"'), ""),
    "not UTF-8": (demo(EXIT).encode().replace(b'"hostile"', b'"\xff\xfe"'), ""),
}
# What it tries | its file. It may run, as it harms nobody.
HARMLESS = {
    "a loop for ever": demo(call("umask", mask="022"),
                            {"repeat": 1000000000, "do": [call("umask", mask="022")]}, EXIT),
    "a loop of loops": demo(nested(8), EXIT),
    "a kill of who is not there yet": demo(call("kill", pid="@b", signal="SIGKILL"),
                                           call("fork", child="b"), EXIT, others={"b": [EXIT]}),
    "a kill of who has gone": demo(
        call("fork", child="b"), call("wait", **{"for": "b"}),
        {"repeat": 10000, "do": [call("kill", pid="@b", signal="SIGKILL")]}, EXIT,
        others={"b": [EXIT]}),
    "closing all that is open": demo(*[call("close", fd=fd) for fd in range(200)], EXIT),
    "closing the leash": demo(
        *[call("close", fd=fd) for fd in (1023, 1024, 4095, 65535, 524287, 1048575)],
        call("fork", child="b"), EXIT, others={"b": [PIPE, call("read", fd="p[0]", size=1)]}),
    "another in the leash's place": demo(
        PIPE, *[call("dup2", fd="p[0]", to=fd) for fd in (63, 255, 1023, 65535, 524287, 1048575)],
        call("read", fd="p[0]", size=1)),
    "writing to whatever is open": demo(
        *[call("write", fd=fd, data="harm") for fd in range(40)], EXIT),
    "a link to itself": demo(call("symlink", path="x", to="x"),
                             call("open", path="x", flags="O_RDONLY"), EXIT),
    "a file without end": demo(
        call("open", path="big", flags="O_WRONLY|O_CREAT", makes="f"),
        {"repeat": 1000000, "do": [call("write", fd="f", data={"fill": "A", "times": 16000000})]}),
    "a way out by a folder that is a link": demo(
        call("symlink", path="x", to="x2"), call("open", path="x2/letter", flags="O_RDWR|O_CREAT"), EXIT),
    "tracing each other": demo(
        call("fork", child="b"), call("waitpid", pid="@b"), call("read", fd=0, size=1),
        others={"b": [call("ptrace", request="PTRACE_TRACEME"),
                      call("kill", pid="@b", signal="SIGSTOP"), EXIT]}),
    "a session of its own": demo(
        call("fork", child="b"), EXIT, others={"b": [call("setsid"), call("pause")]}),
    "stopping itself for ever": demo(call("kill", pid="@a", signal="SIGSTOP"), EXIT),
}


def sentinel(folder):
    """All that is there: paths, kinds, modes, sizes, times and content."""
    found = {}
    for here, folders, files in os.walk(folder):
        for name in folders + files:
            path = os.path.join(here, name)
            status = os.lstat(path)
            content = b""
            if os.path.islink(path):
                content = os.readlink(path)
            elif os.path.isfile(path):
                with open(path, "rb") as file:
                    content = file.read()
            found[path] = (status.st_mode, status.st_size, status.st_mtime_ns, content)
    return found


class Place:
    """A home, a runtime directory, files that are dear to somebody, and a process of theirs."""

    def __init__(self, folder):
        self.runtime = folder + "/run"
        self.files = folder + "/files"
        self.precious = folder + "/home/precious"
        for path in (self.runtime, self.files, self.precious):
            os.makedirs(path, mode=0o700)
        for name in ("letter", "door", "outside"):
            with open(f"{self.precious}/{name}", "w", encoding="utf-8") as file:
                file.write("dear\n")
        self.guarded = (folder + "/home", self.files)
        self.environment = {**os.environ, "HOME": folder + "/home", "TMPDIR": folder + "/home",
                            "XDG_RUNTIME_DIR": self.runtime, "LC_ALL": "C.UTF-8"}
        self.bystander = subprocess.Popen(["sleep", "1000"])

    def write(self, name, content):
        path = f"{self.files}/{name}.json"
        content = content if isinstance(content, bytes) else content.encode()
        with open(path, "wb") as file:
            file.write(content.replace(b"{precious}", self.precious.encode()))
        return path

    def start(self, path):
        return subprocess.Popen([PROGRAM, "check", path], cwd=self.precious, env=self.environment,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def harm(self, before):
        """What became of the place since then; nothing is right."""
        after = {path: value for folder in self.guarded for path, value in sentinel(folder).items()}
        changed = sorted(path for path in before.keys() | after.keys()
                         if before.get(path) != after.get(path))
        found = [f"{path} changed" for path in changed]
        if self.bystander.poll() is not None:
            found.append("somebody else's process was killed")
        deadline = time.monotonic() + 5
        while (left := self.left()) and time.monotonic() < deadline:
            time.sleep(0.01)  # the pace of looking
        found += [f"a process is left: {name}" for name in left]
        return found + [f"{name} is left" for name in os.listdir(self.runtime)]

    def left(self):
        """Orphans come to us: those that have ended are waited for here."""
        pids = [pid for pid in kernel.descendants(os.getpid()) if pid != self.bystander.pid]
        for pid in pids:
            try:
                os.waitpid(pid, os.WNOHANG)
            except ChildProcessError:
                pass
        return [kernel.file(pid, "comm").strip() for pid in pids if kernel.file(pid, "stat")]

    def guard(self):
        return {path: value for folder in self.guarded for path, value in sentinel(folder).items()}


def ended(process):
    """Exit status and what was said; a status of None has taken too long."""
    try:
        out, error = process.communicate(timeout=SECONDS)
        return process.returncode, out.decode(), error.decode()
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return None, "", ""


def refused(place, path, words):
    status, out, error = ended(place.start(path))
    lines = error.splitlines()
    if status != REFUSED or len(lines) != 1 or words not in error or out:
        return [f"status {status}, said {out[:300]!r} {error[:300]!r}"]
    return []


def harmless(place, path):
    status, out, error = ended(place.start(path))
    wrong = [] if status in (0, FAILED) else [f"status {status}, said {out!r} {error!r}"]
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return wrong + ([f"{most} kB of memory"] if most > KILOBYTES else [])


def swapped(place):
    """While a demo runs, its names become links to what is dear; its end follows none of them."""
    path = place.write("swapped", demo(
        DOOR, call("mkfifo", path="open-door"), {"repeat": 200000, "do": [
            call("stat", path="door")]}, call("unlink", path="door"), PIPE,
        call("read", fd="p[0]", size=1)))
    before = place.guard()
    process = place.start(path)
    folder = kernel.until("a session's directory with its names",
                          lambda: next((f"{place.runtime}/{name}" for name in
                                        os.listdir(place.runtime)
                                        if os.path.exists(f"{place.runtime}/{name}/open-door")),
                                       None))
    for name in ("door", "open-door"):
        os.symlink(place.precious, f"{folder}/new")
        os.rename(f"{folder}/new", f"{folder}/{name}")
    os.symlink("/", f"{folder}/root")
    status, out, error = ended(process)
    wrong = [] if status in (0, FAILED) else [f"status {status}, said {out!r} {error!r}"]
    return wrong + place.harm(before)


def replaced(place):
    """The session's directory itself is a link to what is dear when the demo is killed."""
    path = place.write("replaced", demo(DOOR, call("open", path="door", flags="O_RDONLY"), EXIT))
    before = place.guard()
    process = place.start(path)
    folder = kernel.until("a session's directory", lambda: next(
        (f"{place.runtime}/{name}" for name in os.listdir(place.runtime)
         if os.path.exists(f"{place.runtime}/{name}/door")), None))
    os.rename(folder, folder + "-away")
    os.symlink(place.precious, folder)
    process.send_signal(signal.SIGTERM)
    status, _, error = ended(process)
    if os.path.islink(folder):
        os.unlink(folder)
    kernel.until("no worker is left", lambda: not place.left())
    for name in os.listdir(folder + "-away"):
        os.unlink(f"{folder}-away/{name}")
    os.rmdir(folder + "-away")
    wrong = [] if status is not None else [f"it did not end: {error}"]
    return wrong + place.harm(before)


def special(place):
    """Files that are none: they are refused, and none is waited for or read without end."""
    fifo, link, huge = (f"{place.files}/{name}.json" for name in ("fifo", "link", "huge"))
    os.mkfifo(fifo)
    os.symlink("/dev/zero", link)
    with open(huge, "wb") as file:
        file.truncate(1 << 40)
    wrong = []
    for path in (fifo, link, huge, place.files, "/dev/tty", "/proc/self/mem"):
        wrong += [f"{path}: {what}" for what in refused(place, path, "")]
    for path in (fifo, link, huge):
        os.unlink(path)
    return wrong


def tried(place):
    """What each tries -> what is wrong."""
    for name, (content, words) in REFUSALS.items():
        path = place.write("refused", content)
        before = place.guard()
        yield name, refused(place, path, words) + place.harm(before)
    for name, content in HARMLESS.items():
        path = place.write("harmless", content)
        before = place.guard()
        yield name, harmless(place, path) + place.harm(before)
    yield "names that become links", swapped(place)
    yield "a directory that becomes a link", replaced(place)
    yield "files that are none", special(place)


kernel.libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
bad = count = 0
with tempfile.TemporaryDirectory(prefix="seeipc-hostile-") as there:
    home = Place(there)
    try:
        for what, wrongs in tried(home):
            count += 1
            bad += bool(wrongs)
            for wrong in wrongs:
                print(f"{what}: {wrong}")
    finally:
        home.bystander.kill()
        home.bystander.wait()
print(f"{count} hostile files, {bad} did what they should not")
sys.exit(bad > 0)
