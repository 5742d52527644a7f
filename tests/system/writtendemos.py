# SPDX-License-Identifier: MIT
"""The worked examples of resources/scenarios/README.md, taken from the page, load and hold."""
import json
import os
import re
import subprocess
import sys
import tempfile

PROGRAM = os.environ["SEEIPC_BIN"] + "/seeipc"
PAGE = os.path.dirname(os.path.abspath(__file__)) + "/../../resources/scenarios/README.md"

with open(PAGE, encoding="utf-8") as file:
    examples = re.findall(r"^```json\n(.*?)^```", file.read(), re.M | re.S)
wrong = 0
with tempfile.TemporaryDirectory() as folder:
    for example in examples:
        path = f"{folder}/{json.loads(example)['id']}.json"
        with open(path, "w", encoding="utf-8") as file:
            file.write(example)
        for words in (["check", path], ["export-c", path]):
            done = subprocess.run([PROGRAM, *words], capture_output=True, text=True, check=False)
            if done.returncode != 0:
                wrong += 1
                print(" ".join(words), done.stdout, done.stderr)
print(f"{len(examples)} examples, {wrong} wrong")
sys.exit(wrong > 0 or len(examples) < 3)
