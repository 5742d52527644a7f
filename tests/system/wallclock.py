# SPDX-License-Identifier: MIT
"""The clock of the wall is set while demos run, hours forth and back, ten times a second: verdicts,
times and ages are those of the clock that only goes forward. Started by ./onbus."""
import json
import os
import re
import subprocess
import time

import kernelwitness as kernel
import ownplace
from kernelwitness import until
from windowreader import Window

ALLOWED_SECONDS = 120
HOUR = 3600
AGE_SECONDS = 4  # until that age the window is watched
SLACK_SECONDS = 1.0


def jumping():
    return {**os.environ, "LD_PRELOAD": os.environ["SEEIPC_JUMPING_CLOCK"]}


def run(*words):
    return subprocess.run(words, env=jumping(), stdout=subprocess.PIPE, text=True, timeout=100)


def seeipc(*words):
    return run(os.path.join(os.environ["SEEIPC_BIN"], "seeipc"), *words)


def the_clock_jumps():
    """Or nothing here would be a proof."""
    told = [int(run("date", "+%s").stdout) for _ in range(40)]
    assert max(told) - min(told) > 10 * HOUR, told


def verdicts():
    plain = subprocess.run([os.path.join(os.environ["SEEIPC_BIN"], "seeipc"), "check", "--all"],
                           stdout=subprocess.PIPE, text=True, timeout=100).stdout
    checked = seeipc("check", "--all").stdout

    def outcomes(text):
        return re.findall(r"^(\w+) +([\w-]+):", text, re.M) + text.splitlines()[-1:]

    assert outcomes(plain) == outcomes(checked), f"{plain}\nwith a jumping clock:\n{checked}"
    print(f"verdicts: {checked.splitlines()[-1]}")


def times():
    began = time.monotonic()
    lines = [json.loads(line) for line in
             seeipc("play", "pipe-flow", "--pace", "0.01", "--json").stdout.splitlines()]
    took = time.monotonic() - began
    told = [line["time"] for line in lines if "time" in line and not line.get("setBack")]
    assert len(told) > 40 and told == sorted(told) and 0 <= told[0] and told[-1] < took, told
    print(f"times: {len(told)}, from {told[0]:.3f} to {told[-1]:.3f} s, of {took:.3f} s")


def age_of(window, name):
    told = re.search(r"since ([\d.]+) s", window.processes().get(name, (None, ""))[1])
    return float(told[1]) if told else None


def ages():
    """How long somebody has been asleep, against our own clock."""
    with Window("--scenario", "pipe-eof-forgotten-close", "--pace", "0.01",
                environment=jumping()) as window:
        for pid in [window.process.pid, *until("workers", lambda: kernel.workers(
                window.process.pid))]:
            assert os.environ["SEEIPC_JUMPING_CLOCK"] in kernel.file(pid, "maps"), pid
        first = until("the reader sleeps", lambda: age_of(window, "reader") is not None
                      and (age_of(window, "reader"), time.monotonic()))
        compared = 0
        while time.monotonic() - first[1] < AGE_SECONDS:
            age, now = age_of(window, "reader"), time.monotonic()
            compared += 1
            assert abs(age - first[0] - (now - first[1])) < SLACK_SECONDS, (first, age, now)
            time.sleep(0.02)  # the pace of looking
        print(f"ages: {compared} looks, {first[0]} to {age} s")
        assert compared > 20 and age > AGE_SECONDS - SLACK_SECONDS


def testify(_):
    the_clock_jumps()
    verdicts()
    times()
    ages()


if __name__ == "__main__":
    ownplace.run(testify, ALLOWED_SECONDS)
