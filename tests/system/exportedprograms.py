# SPDX-License-Identifier: MIT
"""Every demo as a C program: gcc takes it without a warning and needs each of its headers, and each of
its processes makes the calls of the demo's own run, as strace(1) sees them: name, order, result, errno; pids by who they are; a loop
that does not count its rounds by its sum and its last result; an end by its wait status. One that
never ends by itself says so, and nothing of it is left when its first process is killed. The command
in its head shows the demo's processes, and of main() and the program's loading nothing."""
import concurrent.futures
import itertools
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAMS = os.environ["SEEIPC_BIN"]
STUCK_SECONDS = 3.0
PATIENCE_SECONDS = 60
SHOWN_SECONDS = 4  # of one that never ends
CANONICAL = {"pipe2": "pipe", "clone": "fork", "clone3": "fork", "vfork": "fork", "wait4": "wait",
             "waitid": "wait", "rt_sigaction": "sigaction", "exit_group": "_exit", "dup3": "dup2",
             "pread64": "pread", "pwrite64": "pwrite", "ppoll": "poll", "newfstatat": "fstat",
             "openat": "open", "mknod": "mkfifo", "mknodat": "mkfifo", "unlinkat": "unlink",
             "linkat": "link", "symlinkat": "symlink", "waitpid": "wait",
             "rt_sigprocmask": "sigprocmask", "rt_sigtimedwait": "sigwaitinfo"}
PROCESS_CALLS = {"fork", "wait", "setsid"}
VARYING = {"readlink"}  # the length of a path that each run has anew
UNTOLD = ["execve", 0, ""]  # what the process is from then on tells of no calls


def seeipc(*words):
    done = subprocess.run([f"{PROGRAMS}/seeipc", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"seeipc {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


# Calls of a process: [name, result, errno], pids as names.

def played(demo, settings):
    """Of the demo's own run, by process; with how each ended and how many records were lost."""
    calls, names, ends, lost = {}, {}, {}, {}
    lines = [json.loads(line) for line in
             seeipc("play", demo["file"], "--pace", "0", "--json", *settings).splitlines()]
    for line in lines:
        for process in line.get("processes", []) + [line.get("processState") or {}]:
            if process.get("pid"):
                names[process["pid"]] = process["name"]
        name = line.get("process")
        if line["event"] == "returned":
            calls.setdefault(name, []).append([CANONICAL.get(line["call"], line["call"]),
                                               line["result"], line["errno"] or ""])
        elif line["event"] == "entered" and line["call"] == "execve":
            calls.setdefault(name, []).append(UNTOLD)
        elif line["event"] == "lost":
            lost[name] = lost.get(name, 0) + line["count"]
    for process in lines[-1]["processes"]:
        ends[process["name"]] = process
    return by_role(calls, names), ends, lost


def by_role(calls, names):
    def role(call, result):
        if call == "mmap" and result != -1:
            return "an address"
        if call in VARYING and result > 0:
            return "a length"
        return names.get(result, result) if call in PROCESS_CALLS else result
    return {name: [[call, role(call, result), error]
                   for call, result, error in made if call != "_exit"]
            for name, made in calls.items()}


LINE = re.compile(r"^(\w+)\((.*)\)?\s+= (0x[0-9a-f]+|-?\d+|\?)(?: (E\w+))?")
SAID = re.compile(r'^write\(2, "[^"]*: (\w+): (-?\d+)\\n", \d+\)')  # what is no system call


def calls_of(lines):
    """Of one process. A call that a handler interrupted has its result by rt_sigreturn(2)."""
    made, interrupted, was_signal, is_open = [], "", False, False
    for line in lines:
        if line.startswith("+++"):
            if "killed" in line and was_signal and not is_open and made and made[-1] != UNTOLD:
                made.pop()  # the signal came before the process had its result
            return made, line.strip("+ ")
        was_signal = line.startswith("---")
        is_open = is_open if was_signal else " = ? " in line
        if made and made[-1] == UNTOLD:
            continue
        if said := SAID.match(line):
            made.append([said[1], int(said[2]), ""])
        found = LINE.match(line)
        if not found or found[1] == "prctl" or line.startswith("write(2, "):
            continue
        name, words, result, error = found.groups()
        if name == "rt_sigreturn":
            if error == "EINTR":
                made.append([interrupted, -1, error])
            continue
        if name == "newfstatat" and words.startswith("AT_FDCWD"):
            name = "stat"  # by a name; with a descriptor and no name it is fstat(2)
        name = CANONICAL.get(name, name)
        if name == "prlimit64":
            name = "getrlimit" if re.match(r"0, \w+, NULL, ", words) else "setrlimit"
        if name == "setrlimit" and made and made[-1] == ["getrlimit", 0, ""]:
            made.pop()  # the program asks before each for the hard limit, which stays
        if result == "?":  # it never returned, or not yet
            interrupted = name
            continue
        base = 8 if name == "umask" else 0
        made.append([name, int(result, base), error or ""])
    return made, None


def traced(directory):
    """Of the exported program, by process, with their last lines."""
    calls, names, ends = {}, {}, {}
    for file in os.listdir(directory):
        with open(f"{directory}/{file}", errors="replace") as trace:
            text = trace.read()
        named = re.search(r'PR_SET_NAME, "([^"]*)"', text)
        if not named:
            continue  # main()
        name = named[1]
        names[int(file.rsplit(".", 1)[1])] = name
        calls[name], end = calls_of(text[named.end():].splitlines())
        if end:
            ends[name] = end
    return by_role(calls, names), ends


def run(program, trace, strace_words):
    """Runs it under strace; ends it when nothing goes on any more. True: it had to be ended."""
    child = subprocess.Popen(["strace", "-f", "-ff", "-o", f"{trace}/t", *strace_words, program],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             start_new_session=True)
    sizes, since, begin = None, time.monotonic(), time.monotonic()
    while child.poll() is None:
        time.sleep(0.05)  # between two looks: strace tells no event of its own
        now = worker_sizes(trace)
        if now != sizes:
            sizes, since = now, time.monotonic()
        is_late = time.monotonic() - begin > PATIENCE_SECONDS
        if is_late or (sizes and time.monotonic() - since > STUCK_SECONDS):
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            return True
    return False


def worker_sizes(directory):
    sizes = {}
    for file in os.listdir(directory):
        path = f"{directory}/{file}"
        with open(path, errors="replace") as trace:
            if "PR_SET_NAME" in trace.read(4096):
                sizes[file] = os.path.getsize(path)
    return sizes


# The steps of a file, as groups of calls: (name, how often or None where that is not counted).

def number_of(expression):
    """What "/proc/sys/... / 16 - 1" gives on this machine."""
    def read(path):
        with open(path[0]) as file:
            return file.read().strip()
    return eval(re.sub(r"/proc/sys/\S+", read, expression).replace("/", "//"), {})


def groups(steps, words):
    found = []
    for step in steps:
        if step.get("only") and step["only"] not in words:
            continue
        if "repeat" in step:
            inner = groups(step["do"], words)
            rounds = step["repeat"]
            if isinstance(rounds, str) and rounds.startswith("$"):
                rounds = int(words[rounds[1:]])
            elif isinstance(rounds, str) and rounds.startswith("{"):
                rounds = number_of(rounds[1:-1])
            if isinstance(rounds, int):
                found += ([(name, count * rounds) for name, count in inner] if len(inner) == 1
                          else inner * rounds)
            else:
                found += [(name, None) for name, _ in inner]
        elif step.get("call") not in (None, "_exit"):
            found.append((CANONICAL.get(step["call"], step["call"]), 1))
    merged = []
    for name, count in found:
        if merged and merged[-1][0] == name and (count is None or merged[-1][1] is None):
            merged[-1] = (name, None)
        else:
            merged.append((name, count))
    return merged


def summed(calls, wanted):
    """Calls in groups: single ones as they are, uncounted ones by sum and last result."""
    told, at = [], 0
    for name, count in wanted:
        if count is not None and count <= 64:
            told += calls[at:at + count]
            at += count
            continue
        end = at
        while end < len(calls) and calls[end][0] == name and (count is None or end - at < count):
            end += 1
        part = calls[at:end]
        if part:
            total = sum(result for _, result, _ in part if isinstance(result, int) and result > 0)
            told.append([name, "count" if count is None else len(part), total, part[-1][1:]])
        at = end
    return told + calls[at:]


def waits_sorted(calls):
    """Waits that follow each other, by whom they were for."""
    found = []
    for _, group in itertools.groupby(calls, lambda one: one[0] == "wait"):
        group = list(group)
        found += sorted(group, key=str) if group[0][0] == "wait" else group
    return found


def gcc(*words, code=None):
    return subprocess.run(["gcc", "-std=c17", "-Wall", "-Wextra", "-Werror", *words], input=code,
                          capture_output=True, text=True, check=False)


# Others of a program's headers may bring these along.
INCLUDED_BY_OTHERS = {"signal.h": r"\b(SIG[A-Z]|kill\(|sigaction\()",
                      "fcntl.h": r"\b([FO]_[A-Z]|fcntl\(|open\(|splice\(|tee\()",
                      "unistd.h": r"\bfork\("}


def unused_headers(text):
    """Without which it compiles as well."""
    code = re.sub(r'/\*.*?\*/|"(\\.|[^"\\])*"', "", text, flags=re.S)
    for line in re.findall(r"^#include <.*>\n", text, flags=re.M):
        header = line[len("#include <"):-len(">\n")]
        if re.search(INCLUDED_BY_OTHERS.get(header, "$^"), code):
            continue
        if gcc("-fsyntax-only", "-x", "c", "-", code=text.replace(line, "")).returncode == 0:
            yield header


def compare(demo, settings, directory):
    """What differs, in sentences."""
    identifier = demo["id"] + "".join("_" + one.split("=")[1] for one in settings[1::2])
    source, program = f"{directory}/{identifier}.c", f"{directory}/{identifier}"
    trace = f"{directory}/{identifier}.trace"
    os.mkdir(trace)
    with open(source, "w") as file:
        file.write(seeipc("export-c", demo["file"], *settings))
    built = gcc("-o", program, source)
    if built.returncode != 0:
        return [f"{identifier}: {built.stderr}"]
    with open(source) as file:
        text = file.read()
    told = re.search(r"strace -f .*'(trace=[^']*)'", text)
    chinese = seeipc("export-c", demo["file"], *settings, "--lang", "zh_CN")
    problems = [gcc("-fsyntax-only", "-x", "c", "-", code=chinese).stderr]
    if not settings:
        problems += [f"{identifier}: nothing of <{header}> is used"
                     for header in unused_headers(text)]
    if not told:  # it traces itself: strace(1) cannot
        return [problem for problem in [*problems, *ends_alone(identifier, program, demo, settings)] if problem]
    was_ended = run(program, trace, ["-e", told[1] + ",prctl,rt_sigreturn,write"])
    calls, ends = traced(trace)
    with open(demo["file"]) as file:
        scenario = json.load(file)
    words = {one["name"]: one["default"] for one in demo["parameters"]}
    words.update(one.split("=", 1) for one in settings[1::2])
    own, own_ends, lost = played(demo, settings)
    goes_on = '"untilStopped"' in json.dumps(scenario)
    if ("never ends by itself" in text) != (was_ended and not goes_on):
        problems.append(f"{identifier}: its head is wrong about its end")
    if not settings:
        problems += shown(identifier, text, program, scenario["workers"],
                          SHOWN_SECONDS if was_ended else PATIENCE_SECONDS)
    if was_ended and left_over(program):
        problems.append(f"{identifier}: a process outlives the first one")
    for name, worker in scenario["workers"].items():
        steps = worker if isinstance(worker, list) else worker["steps"]
        if lost.get(name):
            problems.append(f"{identifier}: {lost[name]} records of {name} were lost")
        chosen = {**words, **{str(value): True for value in words.values()}}
        wanted = groups(steps, chosen)
        here, there = summed(own.get(name, []), wanted), summed(calls.get(name, []), wanted)
        here, there = waits_sorted(here), waits_sorted(there)  # which ends first is their matter
        if goes_on:  # how far it had come when it was ended is nobody's matter
            here, there = ([one[:2] for one in each] for each in (here, there))
            there = there[:len(here)]
        if here != there:
            problems.append(f"{identifier}: {name}:\n  demo    {here}\n  program {there}")
        problems += differing_end(identifier, name, own_ends[name], ends.get(name), was_ended)
    return [problem for problem in problems if problem]


def ends_alone(identifier, program, demo, settings):
    """Without strace(1): each process must say that it ended as in the demo."""
    done = subprocess.run([program], capture_output=True, text=True, errors="replace", timeout=PATIENCE_SECONDS,
                          check=False)
    for name, process in played(demo, settings)[1].items():
        ending = process.get("ending") or {}
        said = f"{name} exited with status {ending['exit']}" if ending.get("exit") is not None \
            else f"{name} was killed by signal {signal.Signals[ending['signal']].value} "
        if said not in done.stderr:
            yield f"{identifier}: its program does not say '{said}': {done.stderr}"


SHOWN = re.compile(r"^(\d+)<([^>]*)> (.*)")


def shown(identifier, text, program, workers, seconds):
    """What the command of its head shows and should not, or does not show."""
    place = f"{program}.shown"
    os.mkdir(place)
    os.link(program, f"{place}/demo")
    command = re.search(r"^ \*     (strace .*)$", text, flags=re.M)[1]
    done = subprocess.run(["sh", "-c", f"timeout {seconds} {command}"], cwd=place,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, errors="replace",
                          check=False)
    lines = [found.groups() for line in done.stdout.splitlines() if (found := SHOWN.match(line))]
    demos = {pid for pid, name, _ in lines if name in workers}
    others = [f"{name}: {call}" for pid, name, call in lines
              if pid not in demos and not call.startswith('execve("./demo"')]
    if others:
        yield f"{identifier}: strace shows {len(others)} lines of others: {others[:3]}"
    head = re.sub(r"\n \* ?", " ", text[:text.index("*/")])
    if any(call.startswith("write(2, ") for _, _, call in lines) and "write(2, ...)" not in head:
        yield f"{identifier}: strace shows what it prints, and its head does not say so"
    if any(call.startswith("execve(") for pid, _, call in lines if pid in demos) \
            and "After execve()" not in head:
        yield f"{identifier}: strace shows what another program does, and its head does not say so"
    if len({name for pid, name, _ in lines if name in workers}) < len(workers):
        yield f"{identifier}: strace does not show each process: {done.stdout[:400]}"


# What a program says, in any order; with a fault of strace's too, which no demo foresees.
SAYS = [("pipe-hello", "", ["child exited with status 0", "parent exited with status 0",
                            'child: write(p[1], "I am mike", 9) = 9',
                            'parent read 9: "I am mike"']),
        ("pipe-eof-writers-closed", "",
         ["reader exited with status 0", "reader read 0: end of file", "reader read 0: end of file",
          'reader read 2: "89"', 'reader read 4: "0123"', 'reader read 4: "4567"',
          "second exited with status 0", 'writer: write(p[1], "0123456789", 10) = 10',
          "writer exited with status 0"]),
        ("pipe-two-ends", "",
         ["worker exited with status 0", "worker: fcntl(p[0], F_GETFL) = 0 (O_RDONLY)",
          "worker: fcntl(p[1], F_GETFL) = 0x1 (O_WRONLY)",
          'worker: write(p[0], "x", 1): Bad file descriptor', "worker: read: Bad file descriptor",
          "worker: fstat(p[0], &st): S_ISFIFO, permissions 0600, st_size = 0, st_ino = INODE",
          "worker: fstat(p[1], &st): S_ISFIFO, permissions 0600, st_size = 0, st_ino = INODE",
          'worker: readlink(in_proc(p[0]), link_text, sizeof link_text): "pipe:[INODE]"',
          "worker: fstatfs(p[0], &fs): f_type = 0x50495045 (pipefs)", "worker: pipe: Bad address",
          "worker: pipe2: Invalid argument"]),
        ("pipe-flow", "",
         ["reader exited with status 0", "reader read 4096000 in all (calls: 1000)",
          "writer exited with status 0", "writer wrote 4096000 in all (calls: 1000)",
          "writer: fcntl(p[1], F_SETPIPE_SZ, 16384) = 16384"]),
        ("pipe-hello", "pipe,pipe2:error=EMFILE",
         ["parent exited with status 1", "parent: pipe: Too many open files"]),
        ("pipe-siblings", "execve:error=ENOENT",
         ["printf exited with status 127", "printf: execve: No such file or directory",
          "shell exited with status 0", "wc exited with status 127",
          "wc: execve: No such file or directory"])]


def saying(demos, directory):
    """Which say something else."""
    files = {demo["id"]: demo["file"] for demo in demos}
    for identifier, fault, wanted in (one for one in SAYS if one[0] in files):
        program = f"{directory}/{identifier}.says"
        gcc("-x", "c", "-o", program, "-", code=seeipc("export-c", files[identifier]))
        words = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"inject=?{fault}"] if fault else []
        done = subprocess.run([*words, program], capture_output=True, text=True, check=False)
        inodes = r"(?<=st_ino = )\d+|(?<=pipe:\[)\d+"
        same = len(set(re.findall(inodes, done.stderr))) <= 1
        told = re.sub(inodes, "INODE", done.stderr).splitlines()
        if not same or sorted(told) != sorted(wanted):
            yield f"{identifier} {fault} says: {done.stderr}"


# What the tutorial prints beside pipe-flag-typo: its variable is called flags.
MISPRINTED = """#include <fcntl.h>
int not_blocking(int fd)
{
    int flags = fcntl(fd, F_GETFL);
    flag |= O_NONBLOCK;
    return fcntl(fd, F_SETFL, flags);
}
"""


def misprinted():
    """Is the sample refused, and for its one letter alone?"""
    done = gcc("-fsyntax-only", "-x", "c", "-", code=MISPRINTED)
    if done.returncode == 0 or not re.search("error: .flag. undeclared", done.stderr):
        yield f"the tutorial's sample: gcc takes it or says something else: {done.stderr}"
    mended = gcc("-fsyntax-only", "-x", "c", "-", code=MISPRINTED.replace("flag |=", "flags |="))
    if mended.returncode != 0:
        yield f"the tutorial's sample: not for one letter alone: {mended.stderr}"


def left_over(program):
    """Does a process still run some time after the first one was killed?"""
    first = subprocess.Popen([program], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                             start_new_session=True)
    try:
        # Asleep they have asked to be killed with their parent.
        wait_until(lambda: len(running(first.pid, "S")) > 2)
        first.kill()
        first.wait()
        return not wait_until(lambda: not running(first.pid))
    finally:
        for pid in running(first.pid):
            os.kill(pid, signal.SIGKILL)


def wait_until(question):
    """Its answer, at the latest after five seconds."""
    begin = time.monotonic()
    while not question() and time.monotonic() - begin < 5:
        time.sleep(0.01)
    return question()


def running(session, states="RSDTtI"):
    """The pids of a session in one of the states of proc_pid_stat(5); as it is, of all that have not ended."""
    pids = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat") as file:
                words = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(words[3]) == session and words[0] in states:
            pids.append(int(pid))
    return pids


def differing_end(identifier, name, own, line, was_ended):
    """`line`: strace's last of it."""
    ending = own.get("ending") or {}
    if ending.get("exit") is not None:
        wanted = f"exited with {ending['exit']}"
    elif ending.get("signal") is not None:
        wanted = f"killed by {ending['signal']}"
    else:
        return [] if was_ended else [f"{identifier}: {name} should not have ended: {line}"]
    return [] if line == wanted else [f"{identifier}: {name}: {wanted} in the demo, now {line}"]


def refusal(demo):
    """Why this machine does not run the demo; empty: it does."""
    with open(demo["file"]) as file:
        if "requires" not in json.load(file):
            return ""
    told = json.loads(seeipc("check", demo["file"], "--json"))["scenarios"][0]
    return told["skipped"]["en"] if told["outcome"] == "skipped" else ""


def choices(demo):
    """The settings to try: the defaults, then each variant of the file."""
    yield []
    with open(demo["file"]) as file:
        scenario = json.load(file)
    for values in scenario.get("variants", {}).values():
        if not any("Pace" in name for name in values):
            yield [word for name, value in values.items() for word in ("--set", f"{name}={value}")]


def main():
    for tool in ("gcc", "strace"):
        if not shutil.which(tool):
            print(f"skipped: {tool} is not installed")
            return 77
    demos = json.loads(seeipc("list", "--json"))["scenarios"]
    only = sys.argv[1:]
    jobs = [(demo, settings) for demo in demos if not only or demo["id"] in only
            if not (reason := refusal(demo)) or print(f"skipped {demo['id']}: {reason}")
            for settings in choices(demo)]
    with tempfile.TemporaryDirectory(prefix="seeipc-export.") as directory:
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            found = list(pool.map(lambda job: compare(*job, directory), jobs))
        found.append(saying([demo for demo, settings in jobs if not settings], directory))
        if any(demo["id"] == "pipe-flag-typo" for demo, _ in jobs):
            found.append(misprinted())
        problems = [problem for each in found for problem in each]
    print("\n".join(problems))
    print(f"{len(jobs)} programs, {len(problems)} differences")
    return 1 if problems or not jobs else 0


if __name__ == "__main__":
    sys.exit(main())
