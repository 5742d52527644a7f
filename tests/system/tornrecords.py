# SPDX-License-Identifier: MIT
"""A second witness of torn records: the reader's own stream, as strace(1) shows it. Each writer writes its
own letter in records of one size; one is torn where another's letter stands inside it. What SeeIPC has seen
is never more than that, and all of it where one record is torn."""
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile

PLAYS = (("pipe-interleave-forced", "0.02", 131072), ("pipe-interleave-large", "0.01", 20000))
ALLOWED_SECONDS = 100


def played(demo, pace, directory):
    """What SeeIPC tells at the end, and what the reader got."""
    trace = os.path.join(directory, "strace")
    seeipc = os.path.join(os.environ["SEEIPC_BIN"], "seeipc")
    told = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=read", "-e", "signal=none", "-s", "5000", "-o", trace,
         seeipc, "play", demo, "--pace", pace, "--json"],
        capture_output=True, text=True, check=True, timeout=ALLOWED_SECONDS).stdout
    end = json.loads(told.splitlines()[-1])
    with open(trace) as lines:
        reads = [re.search(r'read(?:\(3, | resumed>)"([A-D]+)", \d+\) = (\d+)$', line)
                 for line in lines]
    return end["channels"][0], "".join(read[1] for read in reads if read)


def torn(stream, size):
    """Whose records, and which of its own, go on behind another's bytes."""
    written, found = {}, set()
    for writer, run in itertools.groupby(stream):
        before = written.get(writer, 0)
        if before % size:
            found.add((writer, before // size))
        written[writer] = before + len(list(run))
    return found


def main():
    problems = []
    with tempfile.TemporaryDirectory() as directory:
        for demo, pace, size in PLAYS:
            channel, stream = played(demo, pace, directory)
            seen, there = channel["tornSeen"], len(torn(stream, size))
            print(f"{demo}: {there} torn, {seen} of them seen")
            if len(stream) != channel["bytesOut"]:
                problems.append(f"{demo}: strace has {len(stream)} bytes of {channel['bytesOut']}")
            if not 1 <= seen <= there:
                problems.append(f"{demo}: {seen} seen of {there}")
    print("\n".join(problems), end="")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
