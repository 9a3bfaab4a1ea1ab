#!/usr/bin/env python3
"""Write a deterministic corpus for a linter of another language.

usage: gen_peers.py OUTDIR KIND FILES BYTES

KIND is py or js. OUTDIR receives FILES modules, 100 to a folder, which come to BYTES bytes together
but for a few hundred. The modules are plain code without faults, so that a linter's time goes into
reading and checking and not into printing.
"""

import os
import random
import sys

WORDS = [
    *("launch", "brief", "banner", "video", "search", "social", "budget", "owner", "metric"),
    *("review", "legal", "brand", "media", "agency", "price", "click", "report"),
]

PYTHON_HEAD = '''"""Figures of one plan."""

import json
import os
from typing import Any
'''

PYTHON_FUNCTION = '''

def {a}_{b}_{serial}(value: int, items: list[Any]) -> dict[str, Any]:
    """Compute the {a} {b} figure of the plan."""
    total = value * {factor}
    result: dict[str, Any] = {{"{a}": total, "{b}": {share}}}
    for index, item in enumerate(items):
        if item is None or index > {limit}:
            continue
        result[str(index)] = os.path.join("{a}", str(item))
    return json.loads(json.dumps(result))
'''

SCRIPT_HEAD = """import { readFile } from 'node:fs';
import path from 'node:path';
"""

SCRIPT_FUNCTION = """
/** Compute the {a} {b} figure of the plan. */
export function {a}{B}{serial}(value, items) {{
  const total = value * {factor};
  const result = {{ {a}: total, {b}: {share} }};
  for (const [index, item] of items.entries()) {{
    if (item === null || index > {limit}) {{
      continue;
    }}
    result[String(index)] = path.join('{a}', String(item));
  }}
  readFile('{a}.json', () => undefined);
  return result;
}}
"""

KINDS = {"py": (PYTHON_HEAD, PYTHON_FUNCTION), "js": (SCRIPT_HEAD, SCRIPT_FUNCTION)}


def function(pick: random.Random, template: str, serial: int) -> str:
    """One function with names and numbers of its own."""
    a, b = pick.sample(WORDS, 2)
    return template.format(
        a=a,
        b=b,
        B=b.title(),
        serial=serial,
        factor=pick.randint(2, 99),
        share=pick.randint(1, 9),
        limit=pick.randint(5, 50),
    )


def module(pick: random.Random, kind: str, size: int) -> str:
    """A module that ends with the first function that reaches `size`."""
    head, template = KINDS[kind]
    text = head
    serial = 0
    while len(text) < size:
        text += function(pick, template, serial)
        serial += 1
    return text


def main() -> None:
    if len(sys.argv) != 5 or sys.argv[2] not in KINDS:
        sys.exit(__doc__)
    root, kind, files, goal = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    pick = random.Random(7)
    written = lines = 0
    for number in range(files):
        folder = os.path.join(root, f"d{number // 100:03d}")
        os.makedirs(folder, exist_ok=True)
        # What one file has too much, the next has too little: only so does the whole come out right.
        text = module(pick, kind, goal * (number + 1) // files - written)
        with open(os.path.join(folder, f"p{number:05d}.{kind}"), "w", encoding="ascii") as file:
            file.write(text)
        written += len(text)
        lines += text.count("\n")
    print(f"files {files} bytes {written} lines {lines} average {written / files:.0f} bytes {lines / files:.1f} lines")


if __name__ == "__main__":
    main()
