# SPDX-License-Identifier: MIT
"""Two witnesses: what the window says is what the kernel tells somebody else. The fill is FIONREAD,
"asleep in" is /proc/PID/syscall, the end of a process is what strace saw. Started by ./onbus."""
import json
import os
import random
import re
import signal
import time

import kernelwitness as kernel
import ownplace
from kernelwitness import until
from windowreader import Window, process_words

ALLOWED_SECONDS = 200
QUIET_SECONDS = 0.1


class Count:
    """What was compared: instants that differ from the one before, and ends of processes."""

    def __init__(self):
        self.instants = self.asleep = self.ends = 0
        self.last = None


def is_same_sleep(word, sleep):
    """Does the window's state mean what the kernel says?"""
    told = re.match(r"(?:asleep|stuck) in (\w+)\((\d*)(?:, \w+, (\d+))?", word)
    if not told:
        return sleep.call == "turn" and bool(re.match(r"held|waits for", word))
    if told[1].startswith("wait"):
        return sleep.call == "wait"
    return (told[1], told[2], told[3]) == (sleep.call, str(sleep.fd), str(sleep.size))


def look(window):
    """What the window says and where the kernel says the workers sleep, when the words mean that;
    else None. Two looks are equal when nothing has moved between them."""
    said = [re.sub(r" since .*?(?=,)", "", text) for text in window.said()]
    told = {name: of for name, of in process_words(said).items() if of[0]}
    sleeps = kernel.settled([pid for pid, _ in told.values()])
    if not sleeps or not all(map(is_same_sleep, [word for _, word in told.values()], sleeps)):
        return None
    return said, dict(zip(told, sleeps))


def settle(window, moved=None):
    """Waits until for QUIET_SECONDS nothing has moved, neither in the kernel nor in the window's
    words, which mean the same. `moved`: what step() gave, when it is to be over before.
    Returns where the workers sleep, by name."""
    if moved:
        until("the step is made", lambda: has_moved(moved))
    seen = [None, time.monotonic()]

    def is_quiet():
        now = look(window)
        if not now or now != seen[0]:
            seen[:] = [now, time.monotonic()]
        return now and time.monotonic() - seen[1] > QUIET_SECONDS

    until(lambda: f"the window says what the kernel does: {window.said()}, kernel "
                  f"{[kernel.sleep_of(pid) for pid in pids_of(window)]}", is_quiet)
    return seen[0][1]


def has_moved(moved):
    pid, before = moved
    now = kernel.sleep_of(pid)
    return now and now.switches > before.switches


def compare(window, count, moved=None):
    """Settles, then compares once."""
    sleeps = settle(window, moved)
    assert sorted(pids_of(window)) == kernel.workers(window.process.pid), window.said()
    fill, truth = window.fill(), kernel.queued(pids_of(window)[0])
    assert fill == truth, f"FIONREAD is {truth}, the window says {window.said()}"
    asleep = tuple(name for name, sleep in sleeps.items() if sleep.call != "turn")
    if (truth, asleep) != count.last:
        count.instants += 1
        count.asleep += bool(asleep)
    count.last = (truth, asleep)
    return sleeps


def pids_of(window):
    return [pid for pid, _ in window.processes().values() if pid]


def step(window, name):
    """Steps a process. Returns what has_moved() wants to know of it."""
    pid = until(f"{name} is there", lambda: window.processes()[name][0])
    window.select(name)
    before = until(f"{name} is at its gate", lambda: kernel.sleep_of(pid))
    window.step(name)
    return pid, before


def walk(count, instants):
    """pipe-flow held, a step at a time: filled until the writer sleeps, emptied until the reader
    does, and to and fro between."""
    order = random.Random(1)
    with held_window("pipe-flow", "writeSize=13000", "readSize=7000") as window:
        bring_up(window)
        goal, sleeps = "writer", compare(window, count)
        while count.instants < instants:
            awake = [name for name in ("writer", "reader") if sleeps[name].call == "turn"]
            if goal not in awake:
                goal = "reader" if goal == "writer" else "writer"
            name = goal if goal in awake and order.random() < 0.85 else order.choice(awake)
            sleeps = compare(window, count, step(window, name))


def held_window(demo, *settings):
    options = [option for setting in settings for option in ("--set", setting)]
    return Window("--scenario", demo, "--hold", "--pace", "0.01", "--size", "1024x768",
                  *options)


def bring_up(window):
    """Steps until both of pipe-flow's are before their loops."""
    while "write(" not in window.processes()["writer"][1]:
        settle(window, step(window, "writer"))
    until("the reader is there", lambda: window.processes()["reader"][0])
    while "read(" not in window.processes()["reader"][1]:
        settle(window, step(window, "reader"))


def run_and_hold(count, instants):
    """pipe-flow running free, held now and then."""
    goal = count.instants + instants
    with held_window("pipe-flow", "writeSize=700", "readSize=900", "readerPace=90") as window:
        bring_up(window)
        while count.instants < goal:
            before = kernel.file(pids_of(window)[0], "status")
            window.toggle_hold()
            until("it runs", lambda: not window.is_held()
                  and kernel.file(pids_of(window)[0], "status") != before)
            until(lambda: f"the window says that it runs: {window.said()}",
                  lambda: is_running(window))
            window.toggle_hold()
            until("it is held", window.is_held)
            compare(window, count)


def is_running(window):
    return any(not re.match("held|asleep", word) for pid, word in window.processes().values() if pid)


def sleepers(count):
    """The demos whose processes sleep for good reason, by steps."""
    for demo, order in (
            ("pipe-read-blocks-empty", ["reader"] * 4 + ["writer"] * 2),
            ("pipe-write-blocks-full", ["writer"] * 5 + ["reader"] * 3)):
        with held_window(demo) as window:
            for name in order:
                compare(window, count, step(window, name))


def ends(count, directory):
    """A process killed from outside, and exits with a status."""
    file = os.path.join(directory, "seven.json")
    with open(file, "w", encoding="utf-8") as written:
        json.dump(SEVEN, written)
    for demo, kills in (("pipe-flow", {"writer": signal.SIGKILL, "reader": signal.SIGTERM}),
                        ("pipe-hello", {}), (file, {})):
        with held_window(demo) as window:
            first = until("a worker", lambda: kernel.workers(window.process.pid))[0]
            strace = kernel.Strace(first, os.path.join(directory, "strace"))
            try:
                compare_ends(window, strace, kills)
                count.ends += len(window.processes())
            finally:
                strace.stop()


def compare_ends(window, strace, kills):
    if kills:
        bring_up(window)
    else:
        window.toggle_hold()
    for name, number in kills.items():
        os.kill(window.processes()[name][0], number)
    until(lambda: f"all have ended: {window.said()}",
          lambda: all(re.match("exited|killed", word) for _, word in window.processes().values()))
    truth = strace.ends()
    for name, (pid, word) in window.processes().items():
        end = word.split(", never made: ")[0]  # the call that it stood before
        assert truth[pid] == end, f"strace: {truth}, the window says {window.said()}"


# A child that exits with 7, and its parent with 0 or what its last step leaves.
SEVEN = {
    "id": "seven", "chapter": "pipe",
    "title": {"en": "seven", "zh_CN": "七"}, "lesson": {"en": "seven", "zh_CN": "七"},
    "workers": {
        "parent": [{"call": "pipe", "makes": "p"}, {"call": "fork", "child": "child"},
                   {"call": "wait", "for": "child"}],
        "child": [{"call": "_exit", "status": 7}]},
    "expect": [{"worker": "child", "exit": 7, "proves": {"en": "7", "zh_CN": "7"}}],
}


def testify(directory):
    """All of it, on a display and a bus that are there."""
    count, began = Count(), time.monotonic()
    for title, part in (
            ("stepped", lambda: walk(count, 60)), ("held", lambda: run_and_hold(count, 40)),
            ("sleepers", lambda: sleepers(count)), ("ends", lambda: ends(count, directory))):
        part()
        print(f"{title}: {time.monotonic() - began:.1f} s so far", flush=True)
    print(f"{count.instants} instants, {count.asleep} of them with a process asleep, "
          f"{count.ends} ends of processes")
    assert count.instants >= 100 and count.asleep >= 20 and count.ends == 6


if __name__ == "__main__":
    ownplace.run(testify, ALLOWED_SECONDS)
