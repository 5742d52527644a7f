# SPDX-License-Identifier: MIT
"""Who sleeps for ever: `seeipc play --json` against a program that knows no demo and asks /proc alone.

Sixty situations are made up of pipes, a FIFO, forks, reads, writes, opens, waits for any child or for one, and pauses,
by a fixed seed: some end by themselves, some stand still. Once all that is left sleeps, this witness says who can
still be woken: by who holds the other end of the pipe, or is the child that is waited for, and is not stuck itself;
whom a process outside could wake, by a signal or by a name that is there; and who is tied into a knot."""
import concurrent.futures
import json
import os
import platform
import random
import re
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["SEEIPC_BIN"] + "/seeipc"
SITUATIONS = int(os.environ.get("SEEIPC_SITUATIONS", "60"))
READ, WRITE, PAUSE, WAIT, OPEN = 0, 1, 34, 61, 257  # on x86-64
SLEEPS = (READ, WRITE, WAIT, OPEN)
ANY_CHILD = 0xffffffff
NAP = 0.04
LAST_NAMES = ("one", "two", "three")


def text(words):
    return {"en": words, "zh_CN": words}


def calls_of(name, dice, pipes, children):
    """What one process does: it closes some ends, moves bytes, waits, and ends."""
    steps = [{"call": "close", "as": f"close{i}{pipe}{end}", "fd": f"{pipe}[{end}]"}
             for i, (pipe, end) in enumerate((pipe, end) for pipe in pipes for end in (0, 1))
             if dice.random() < 0.4]
    closed = {step["fd"] for step in steps}
    acts = []
    for _ in range(dice.randint(1, 3)):
        pipe = dice.choice(pipes)
        acts.append(dice.choice([
            {"call": "read", "fd": f"{pipe}[0]", "size": dice.choice((1, 5000, 70000))},
            {"call": "write", "fd": f"{pipe}[1]", "data": {"fill": "A", "times": dice.choice((1, 5000, 70000))}},
            {"call": "open", "path": "door", "flags": dice.choice(("O_RDONLY", "O_WRONLY"))},
            {"call": "poll", "fd": f"{pipe}[0]", "events": "POLLIN", "timeout": 150}]))
    if dice.random() < 0.15:
        acts.append({"call": "pause"})
    acts += [{"call": "wait", "for": child} if dice.random() < 0.5 else {"call": "waitpid", "pid": f"@{child}"}
             for child in children]
    dice.shuffle(acts)
    acts = [act for act in acts if act.get("fd") not in closed]
    for i, act in enumerate(acts):
        act["as"] = f"act{i}"
        if act["call"] == "open":
            act["makes"] = f"{name}-door{i}"
    return steps + acts


def situation(seed):
    dice = random.Random(seed)
    pipes = ["p", "q"][:dice.randint(1, 2)]
    children = list(LAST_NAMES[:dice.randint(1, 3)])
    mother = [{"call": "pipe", "as": f"pipe-{pipe}", "makes": pipe} for pipe in pipes]
    mother.append({"call": "mkfifo", "path": "door"})
    mother.append({"call": "sigaction", "signal": "SIGPIPE", "handler": "ignore"})
    mother += [{"call": "fork", "as": f"fork-{child}", "child": child} for child in children]
    waited = [child for child in children if dice.random() < 0.5]
    workers = {"mother": mother + calls_of("mother", dice, pipes, waited)}
    workers |= {child: calls_of(child, dice, pipes, []) + [{"call": "_exit", "status": 0}] for child in children}
    return {"id": f"situation-{seed}", "chapter": "pipe", "cure": None, "title": text("t"), "lesson": text("l"),
            "parameters": {}, "workers": workers,
            "expect": [{"call": "mother.pipe-p", "returns": 0, "proves": text("p")}]}


def read(path):
    try:
        with open(path, encoding="ascii", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def ends_of(pid):
    """{descriptor: (inode, is it for writing)} of the pipes that a process has open."""
    ends = {}
    try:
        names = os.listdir(f"/proc/{pid}/fd")
    except OSError:
        return ends
    for name in names:
        try:
            link = os.readlink(f"/proc/{pid}/fd/{name}")
        except OSError:
            continue
        flags = re.search(r"^flags:\s*([0-7]+)", read(f"/proc/{pid}/fdinfo/{name}"), re.M)
        if link.startswith("pipe:[") and flags:
            ends[int(name)] = (link, int(flags.group(1), 8) & 3 == 1)
    return ends


def look(pids):
    """{name: (syscall, first argument, ends, parent)} of who is alive, or None where anybody runs."""
    seen = {}
    for name, pid in list(pids.items()):
        stat = read(f"/proc/{pid}/stat").rpartition(")")[2].split()
        if not stat or stat[0] in "ZX":
            continue
        call = read(f"/proc/{pid}/syscall").split()
        if stat[0] != "S" or not call or not call[0].isdigit():
            return None
        seen[name] = (int(call[0]), int(call[1], 16), ends_of(pid), int(stat[1]))
    return seen


def tied(stuck, wakers):
    """The knots among these: who wait for each other, where one of them has several who could wake it."""
    def behind(name, reached):
        for other in wakers(name) - reached:
            reached.add(other)
            behind(other, reached)
        return reached

    all_behind = {name: behind(name, set()) for name in stuck}
    circles = {frozenset(other for other in all_behind[name] if name in all_behind[other]) for name in stuck}
    return {circle for circle in circles if circle}, \
        {circle for circle in circles if any(len(wakers(name)) > 1 for name in circle)}


def stuck_in(seen, pids, has_name):
    """The greatest set of sleepers of whom none can be woken but by another of the set or by itself; the circles
    and the knots in it; and whom a process outside could wake."""
    stuck = {name for name, (call, *_) in seen.items() if call in SLEEPS}

    def can_wake(name):
        call, argument, ends, _ = seen[name]
        if call == WAIT:
            return {other for other, facts in seen.items() if facts[3] == pids[name]
                    and argument & ANY_CHILD in (ANY_CHILD, pids[other])}
        if call == OPEN:
            return set(seen) - {name}  # whoever is on its way may open the other side
        if argument not in ends:
            return set(seen)  # no pipe that we know
        inode, _ = ends[argument]
        return {other for other, facts in seen.items()
                if other != name and (inode, call == READ) in facts[2].values()}

    while True:
        freed = {name for name in stuck if can_wake(name) - stuck}
        if not freed:
            outside = {name for name, (call, *_) in seen.items() if call == PAUSE or (call == OPEN and has_name)}
            return (stuck, *tied(stuck, lambda name: can_wake(name) - {name}), outside)
        stuck -= freed


def witness(pids, playing):
    """Who is stuck, once three looks a nap apart are the same and nobody's sleep has an end of its own."""
    before, same = None, 0
    while playing.poll() is None:
        now = look(pids) if pids else None
        facts = now and {name: (call, argument) for name, (call, argument, *_) in now.items()}
        same = same + 1 if facts and facts == before else 0
        before = facts
        if same >= 3 and all(call in (*SLEEPS, PAUSE) for call, _ in facts.values()):
            return stuck_in(now, pids, any(os.path.exists(f"/proc/{pids[name]}/cwd/door") for name in now))
        time.sleep(NAP)
    return set(), set(), set(), set()


def play(seed, folder):
    path = f"{folder}/situation-{seed}.json"
    with open(path, "w", encoding="utf-8") as file:
        json.dump(situation(seed), file)
    pids, lines = {}, []
    with subprocess.Popen([PROGRAM, "play", path, "--pace", "0", "--json"], stdout=subprocess.PIPE, text=True,
                          stderr=subprocess.PIPE) as playing, concurrent.futures.ThreadPoolExecutor(1) as other:
        seen = other.submit(witness, pids, playing)
        for line in playing.stdout:
            event = json.loads(line)
            lines.append(event)
            if event.get("pid") and event["event"] != "end":
                pids[event["process"]] = event["pid"]
        complaint = playing.stderr.read()
        stuck = seen.result()
    if not lines or lines[-1]["event"] != "end":
        raise RuntimeError(f"situation {seed}: {complaint.strip()}")
    last = lines[-1]
    told = {wait["process"] for wait in last["waits"] if wait["hopeless"]}
    outside = {wait["process"] for wait in last["waits"] if wait["outside"]}
    return seed, stuck, (told, set(last["ring"]), frozenset(last["knot"]), outside)


def main():
    if platform.machine() != "x86_64":
        print("skipped: the witness knows the numbers of system calls on x86-64 alone")
        sys.exit(77)
    asked = [int(word) for word in sys.argv[1:]] or range(SITUATIONS)
    wrong = hung = rings = tangled = reachable = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(4) as pool:
        for seed, (stuck, circles, knots, outside), (told, ring, knot, reached) in pool.map(
                lambda one: play(one, folder), asked):
            hung += bool(stuck)
            rings += bool(ring)
            tangled += bool(knot)
            reachable += bool(outside)
            is_right = stuck == told and bool(ring) == bool(circles) and ring <= told and outside == reached \
                and (knot in knots if knot else not any(ring <= circle for circle in knots) or not ring)
            if not is_right:
                wrong += 1
                print(f"situation {seed}: /proc has {sorted(stuck)} asleep for ever, seeipc {sorted(told)}, "
                      f"in a ring {sorted(ring)}; knots {[sorted(one) for one in knots]}, {sorted(knot)}; "
                      f"from outside {sorted(outside)}, {sorted(reached)}")
    print(f"{len(asked)} situations, {hung} stand still ({rings} in a ring, {tangled} of them knots), "
          f"{reachable} can be ended from outside, {wrong} told otherwise than /proc has it")
    if wrong or (len(asked) >= 60 and not 10 <= hung <= 57):
        sys.exit(1)


main()
