# SPDX-License-Identifier: MIT
"""What the narrator tells of each demo, in both languages, against told/ID.LANG, written beforehand by
people who had not seen it.

A line is a caption. {name} is a number, the same one wherever the name stands ({time...}: any), {text}
any text, <one|other> one of these. Lines that begin with "? " may be told or not, with "* " any number
of times, all others are told once, with "| " in any order; what is told stands in the file. Blocks, parted by empty lines, come one after another; within
a block, lines that begin with the same word keep their order."""
import concurrent.futures
import heapq
import itertools
import json
import os
import re
import subprocess
import sys

PROGRAMS = os.environ["SEEIPC_BIN"]
FOLDER = f"{os.path.dirname(os.path.abspath(__file__))}/told"
LANGUAGES = ("en", "zh_CN")
MOST_STATES = 200_000
MOST_HEARINGS = 3
SUM = re.compile(r"# (\S+(: .*, wrote .*, read .*|：.*，写 .*，读 .*|: .* until execve\(\).*|：.*；execve\(\) 之前.*)"
                 r"|\S+ more calls? until it ended|到结束为止还有.*)")


def seeipc(*words):
    done = subprocess.run([f"{PROGRAMS}/seeipc", *words], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"seeipc {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def ungrouped(text):
    return re.sub("(?<=[0-9])[\u202f\u00a0](?=[0-9]{3})", "", text)


class Line:
    """Of a file: what may be told, how often, and by which process."""

    def __init__(self, text):
        self.mark = text[0] if text[:2] in ("? ", "* ", "| ") else ""
        self.text = text[2:] if self.mark else text
        self.subject = self.text if self.mark == "|" else self.text.split(" ")[0]
        self.must = self.mark in ("", "|")
        pattern, self.names = "", []
        for part in re.split(r"(\{\w+\}|<[^<>]*\|[^<>]*>)", ungrouped(self.text)):
            if part == "{text}":
                pattern += ".*"
            elif re.fullmatch(r"<.*\|.*>", part):
                pattern += f"(?:{'|'.join(map(re.escape, part[1:-1].split('|')))})"
            elif re.fullmatch(r"\{\w+\}", part):
                self.names.append(part[1:-1])
                pattern += r"(-?[0-9]+(?:\.[0-9]+)?)"
            else:
                pattern += re.escape(part)
        self.pattern = re.compile(pattern)

    def match(self, told):
        """The names and their numbers; None where it tells something else."""
        found = self.pattern.fullmatch(told)
        if not found:
            return None
        numbers = [(name, number) for name, number in zip(self.names, found.groups())
                   if not name.startswith("time")]
        return None if len(dict(numbers)) < len(set(numbers)) else dict(numbers)


class Story:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            blocks = [block.splitlines() for block in re.split(r"\n{2,}", file.read().strip("\n"))]
        self.blocks = []
        for block in blocks:
            threads = {}
            for line in map(Line, block):
                threads.setdefault(line.subject, []).append(line)
            self.blocks.append(list(threads.values()))

    def compare(self, captions):
        """The fewest lines to strike or add: [(caption or None, line or None)], in order."""
        told = [ungrouped(caption) for caption in captions]
        numbering = itertools.count()
        # costs, captions told, block, next line of each of its threads, numbers so far, way here
        start = (0, 0, 0, (0,) * len(self.blocks[0]), (), None)
        heap, seen = [(0, 0, next(numbering), start)], set()
        while heap and len(seen) < MOST_STATES:
            _, _, _, state = heapq.heappop(heap)
            if state[1:5] in seen:
                continue
            seen.add(state[1:5])
            if state[2] == len(self.blocks):
                return way(captions, state)
            for then in self.steps(told, state):
                heapq.heappush(heap, (then[0], -then[1], next(numbering), then))
        raise RuntimeError("no way through the story was found")

    def steps(self, told, state):
        """What may come next: the caption is of a line, or of none, or the block is over."""
        cost, at, number, nexts, known, _ = state
        block = self.blocks[number]
        if at < len(told):
            for i, thread in enumerate(block):
                for j in range(nexts[i], len(thread)):
                    found = thread[j].match(told[at])
                    numbers = dict(known)
                    if found is None or any(numbers.get(name, value) != value
                                            for name, value in found.items()):
                        continue
                    left = unsaid(thread[nexts[i]:j])
                    behind = nexts[:i] + (after(thread, j),) + nexts[i + 1:]
                    yield (cost + len(left), at + 1, number, behind,
                           tuple(sorted({**numbers, **found}.items())), (state, at, thread[j], left))
            yield (cost + 1, at + 1, number, nexts, known, (state, at, None, []))
        left = [line for i, thread in enumerate(block) for line in unsaid(thread[nexts[i]:])]
        beyond = self.blocks[number + 1] if number + 1 < len(self.blocks) else []
        if beyond or at == len(told):
            yield (cost + len(left), at, number + 1, (0,) * len(beyond), known,
                   (state, None, None, left))


def after(thread, at):
    """The first line that may come after this one: neighbours that come any number of times have no order."""
    if thread[at].mark != "*":
        return at + 1
    while at > 0 and thread[at - 1].mark == "*":
        at -= 1
    return at


def unsaid(lines):
    return [line for line in lines if line.must]


def way(captions, state):
    steps = []
    while state[5]:
        state, at, line, left = state[5]
        if at is not None:
            steps.append((captions[at], line))
        steps += [(None, line) for line in reversed(left)]
    return steps[::-1]


def played(demo, language):
    """The captions, without the title before them and the sums after them."""
    lines = [line for line in seeipc("play", demo, "--pace", "0", "--lang", language).splitlines()
             if line.startswith("# ")][1:]
    while lines and SUM.fullmatch(lines[-1]):
        lines.pop()
    return [line[2:] for line in lines]


def differences(demo, language):
    """A text that a person reads; empty where the story is told as it is written."""
    captions = played(demo, language)
    path = f"{FOLDER}/{demo}.{language}"
    if not os.path.exists(path):
        return "\n".join([f"{demo}.{language}: not written", *(f"  + {one}" for one in captions)])
    steps = Story(path).compare(captions)
    if all(caption is not None and line for caption, line in steps):
        return ""
    text = [f"{demo}.{language}: - is written and not told, + is told and not written"]
    for caption, line in steps:
        if caption is None:
            text.append(f"  - {line.text}")
        else:
            text.append(f"  {' ' if line else '+'} {caption}")
    return "\n".join(text)


def skipped(demo):
    """Why this machine cannot run it; empty where it can."""
    checked = json.loads(subprocess.run([f"{PROGRAMS}/seeipc", "check", demo, "--json"], text=True,
                                        capture_output=True, check=False).stdout)["scenarios"][0]
    return (checked["skipped"] or {}).get("en", "")


def heard(demo, language):
    """Its differences, and how often it was played. On a busy machine a look comes late, so that an
    end is told before the calls that led to it: what differs is heard again."""
    for hearing in range(1, MOST_HEARINGS + 1):
        try:
            problem = differences(demo, language)
        except RuntimeError as error:
            problem = f"{demo}.{language}: {error}"
        if not problem:
            break
    return problem, hearing


def told(demo):
    """(differences, why it was skipped, how often it was heard again)"""
    found = [heard(demo, language) for language in LANGUAGES]
    again = sum(hearing - 1 for _, hearing in found)
    problems = [problem for problem, _ in found if problem]
    reason = skipped(demo) if problems else ""
    return ([], f"{demo} skipped: {reason}", 0) if reason else (problems, "", again)


def main():
    demos = [demo["id"] for demo in json.loads(seeipc("list", "--json"))["scenarios"]]
    written = {file.rsplit(".", 1)[0] for file in os.listdir(FOLDER)}
    only = sys.argv[1:] or demos
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(told, only))
    problems = [problem for each, _, _ in found for problem in each]
    problems += [f"{demo}: no such demo" for demo in sorted(written - set(demos))]
    print("\n".join([reason for _, reason, _ in found if reason] + problems))
    again = sum(times for _, _, times in found)
    print(f"{len(only)} demos, {again} heard again, {len(problems)} told otherwise than written")
    return 1 if problems or not only else 0


if __name__ == "__main__":
    sys.exit(main())
