# SPDX-License-Identifier: MIT
"""What a machine grants depends on who asks: the demos that ask for something are checked as root and as
an ordinary user, in namespaces of their own and in the host's, from a copy that everybody can read. What
is granted is found out here by trying it; what is not is skipped, and told why."""
import contextlib
import ctypes
import fcntl
import json
import os
import pathlib
import platform
import pwd
import shutil
import struct
import subprocess
import sys
import tempfile

PROGRAMS = pathlib.Path(os.environ["SEEIPC_BIN"])
F_SETPIPE_SZ = 1031
CLONE_NEWUSER = 0x10000000
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
SYS_UNSHARE = {"x86_64": 272, "aarch64": 97, "riscv64": 97}[os.uname().machine]
libc = ctypes.CDLL(None, use_errno=True)


class Filter(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_char_p)]


def refuse_namespaces():
    """From now on unshare(2) fails with EPERM, as where an administrator forbids it."""
    code = b"".join(struct.pack("HBBI", *one) for one in (
        (0x20, 0, 0, 0),                # its number
        (0x15, 0, 1, SYS_UNSHARE),      # is it unshare?
        (0x06, 0, 0, 0x00050000 | 1),   # EPERM
        (0x06, 0, 0, 0x7fff0000)))      # allowed
    assert libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
    assert libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(Filter(4, code)), 0, 0) == 0


def become(uid, has_namespaces):
    """Of a child, before it runs anything."""
    def change():
        if uid != os.getuid():
            os.setgroups([])
            os.setresgid(uid, uid, uid)
            os.setresuid(uid, uid, uid)
        if not has_namespaces:
            refuse_namespaces()
    return change


def tried(attempt, uid, has_namespaces):
    """Does this succeed for that user?"""
    child = os.fork()
    if child == 0:
        done = 1
        with contextlib.suppress(OSError):
            become(uid, has_namespaces)()
            attempt()
            done = 0
        os._exit(done)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def enter_namespace():
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "unshare")


def go_beyond_limit():
    with open("/proc/sys/fs/pipe-max-size") as file:
        most = int(file.read())
    fcntl.fcntl(os.pipe()[1], F_SETPIPE_SZ, 2 * most)


def change_user():
    uid = unused_uid() + 1
    os.setresuid(uid, uid, uid)


def unused_uid():
    uid = 61000
    while uid in {one.pw_uid for one in pwd.getpwall()}:
        uid += 1
    return uid


def granted(uid, has_namespaces):
    """By the words of "requires". Whoever is in a namespace of its own has no capability outside."""
    is_private = tried(enter_namespace, uid, has_namespaces)

    def beyond():
        if is_private:
            enter_namespace()
        go_beyond_limit()

    def descriptors():  # a stranger's: what Yama forbids
        with contextlib.suppress(FileNotFoundError):
            with open("/proc/sys/kernel/yama/ptrace_scope") as file:
                if int(file.read()) > 0 and (is_private or uid != 0):
                    raise PermissionError

    def packets():
        os.pipe2(os.O_DIRECT)

    return {"cap-sys-resource": tried(beyond, uid, has_namespaces),
            "packet-mode": tried(packets, uid, has_namespaces),
            "unshared-uid": tried(change_user, uid, has_namespaces),
            "ptrace-sibling": tried(descriptors, uid, has_namespaces),
            "pipe-user-pages-soft": True,
            "x86-64": platform.machine() == "x86_64",
            "capabilities": uid == 0,
            "user-namespaces": is_private,
            "bash": os.path.exists("/bin/bash"), "dash": os.path.exists("/bin/dash")}, is_private


def holds(needs, grants):
    return all(grants[need.lstrip("!")] != need.startswith("!") for need in needs)


def compare(checked, file, grants, variants):
    """What differs from what is granted, in sentences."""
    with open(file) as text:
        demo = json.load(text)
    if not holds(demo.get("requires", []), grants):
        if checked["outcome"] != "skipped" or not checked["skipped"]["zh_CN"]:
            return [f"{checked['id']}: {checked['outcome']}, should be skipped"]
        return []
    if checked["outcome"] != "passed":
        return [f"{checked['id']}: {checked['outcome']}: {json.dumps(checked)}"]
    problems = []
    for run in checked["runs"]:
        asked = {one["place"] for one in run["expectations"]}
        wanted = {f"expect[{i}]" for i, one in enumerate(demo["expect"])
                  if one.get("only", run["variant"]) == run["variant"]
                  and holds(one.get("requires", []), grants)}
        if asked != wanted:
            problems.append(f"{checked['id']}: asked {sorted(asked)}, should be {sorted(wanted)}")
    variants.append(len(checked["runs"]))
    return problems


def main():
    users = sorted({os.getuid(), unused_uid()} if os.getuid() == 0 else {os.getuid()})
    problems, variants = [], []
    with tempfile.TemporaryDirectory(prefix="seeipc-users.") as directory:
        os.chmod(directory, 0o755)
        copy = pathlib.Path(directory)
        shutil.copytree(PROGRAMS.parent / "share", copy / "share")
        (copy / "bin").mkdir()
        for name in ("seeipc", "seeipc-worker"):
            shutil.copy(PROGRAMS / name, copy / "bin" / name)
        subprocess.run(["chmod", "-R", "a+rX", directory], check=True)
        files = [file for file in sorted((copy / "share/seeipc/scenarios").rglob("*.json"))
                 if '"requires"' in file.read_text()]
        for uid in users:
            for has_namespaces in (True, False):
                grants, is_private = granted(uid, has_namespaces)
                if has_namespaces and not is_private:
                    continue  # this machine refuses them: the same as the next round
                runtime = tempfile.mkdtemp(dir=directory)
                os.chown(runtime, uid, uid)
                done = subprocess.run([copy / "bin/seeipc", "check", "--json", *files],
                                      preexec_fn=become(uid, has_namespaces), text=True,
                                      capture_output=True, check=False,
                                      env={**os.environ, "XDG_RUNTIME_DIR": runtime, "HOME": runtime})
                where = f"uid {uid}, {'its own' if is_private else 'the host'} namespaces"
                if done.returncode not in (0, 1):
                    problems.append(f"{where}: {done.stderr}")
                    continue
                for checked, file in zip(json.loads(done.stdout)["scenarios"], files, strict=True):
                    problems += [f"{where}: {one}"
                                 for one in compare(checked, file, grants, variants)]
                if os.listdir(runtime):
                    problems.append(f"{where}: left {os.listdir(runtime)}")
    print("\n".join(problems))
    print(f"{len(users)} users, {sum(variants)} runs, {len(problems)} differences")
    return 1 if problems or not variants else 0


if __name__ == "__main__":
    sys.exit(main())
