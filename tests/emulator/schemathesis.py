#!/usr/bin/env python3
"""Holds the emulator against the published specifications with a tool that is not ours, and writes report.md beside this file.

    pip install schemathesis
    python3 tests/emulator/schemathesis.py

Needs the documents in ../shared/bigcommerce/specs. Starts a store of its own for every document and lets schemathesis send what the
document allows and what it does not, from a fixed seed; a store that is emptied by one document is no matter for the next.
Not a part of the tests: `report.md` is the outcome of the last time.
"""

import collections
import concurrent.futures
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SPECS = ROOT.parent / "shared" / "bigcommerce" / "specs"
CHECKS = "not_a_server_error,response_schema_conformance,ignored_auth"
SECONDS = 150

LEFT = """\
Known and left: the emulator takes values beyond the bounds, choices and types of a document where the platform would refuse them, and
hands them out again as it took them; it answers refusals in one form, the documents in several."""

# What a violation of a schema is about, by what the tool says of it.
ABOUT = {
    "bounds of a value": r"is shorter than|is longer than|is too short|is too long|is less than|is greater than|does not match|has non-unique",
    "a field is missing": r"is a required property",
    "a value of another type": r"is not of type",
    "a value that is no choice": r"is not one of|was expected",
    "alternatives": r"is not valid under any|is valid under",
    "a field that may not be there": r"were unexpected|was unexpected|should not be valid",
}

BUILD = ["cargo", "build", "--quiet", "--workspace", "--example", "store"]
STORE = ROOT / "target" / "debug" / "examples" / "store"
TOOL = pathlib.Path(sys.executable).parent / "schemathesis"


def started():
    store = subprocess.Popen([STORE, "0", "unlimited"], stdout=subprocess.PIPE, text=True)
    said = {}
    while "read-only" not in said:
        name, _, value = store.stdout.readline().strip().rpartition(" ")
        said[name.strip()] = value
    return store, said["API path"], said["token"]


def kinds_of(block):
    title = re.match(r"ST\d+ ([^(\n]+?)(?: \(.*)?$", block, re.M).group(1)
    if title != "Response violates schema":
        return {title}
    statuses = [int(status) for status in re.findall(r"schema for status code (\d+)", block)]
    if statuses and min(statuses) >= 400:
        return {"the body of a refusal"}
    return {about for about, said in ABOUT.items() if re.search(said, block)} or {"another schema"}


def held(spec):
    """How many operations there are, how many cases were sent, and what was found in how many operations."""
    version = "v2" if json.loads(spec.read_text())["servers"][0]["url"].endswith("/v2") else "v3"
    store, api, token = started()
    with tempfile.TemporaryDirectory() as folder:
        junit = pathlib.Path(folder) / "junit.xml"
        command = [
            TOOL, "run", spec, "--url", f"{api}/{version}", "-H", f"X-Auth-Token: {token}", "--checks", CHECKS,
            "--phases", "examples,coverage,fuzzing", "--max-examples", "3", "--seed", "1", "--continue-on-failure",
            "--request-timeout", "10", "--report", "junit", "--report-junit-path", junit, "--no-color",
        ]
        try:
            said = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, cwd=folder).stdout
        except subprocess.TimeoutExpired:
            return None
        finally:
            store.terminate()
            store.wait()
        if not junit.exists():
            return None
        found, examples, operations = collections.Counter(), {}, 0
        for case in tree.parse(junit).getroot().iter("testcase"):
            operations += 1
            for failure in case.iter("failure"):
                text = (failure.get("message") or "") + (failure.text or "")
                kinds = {kind for block in re.split(r"^\s*- (?=ST\d)", text, flags=re.M)[1:] for kind in kinds_of(block)}
                for kind in kinds:
                    found[kind] += 1
                    examples.setdefault(kind, case.get("name"))
        cases = re.search(r"(\d+) generated", said)
        return operations, int(cases.group(1)) if cases else 0, found, examples


def main():
    if not SPECS.is_dir():
        sys.exit("skipped: the published specifications are not in ../shared/bigcommerce/specs")
    subprocess.run(BUILD, cwd=ROOT, check=True)
    specs = sorted(SPECS.glob("*.json"))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        outcomes = dict(zip(specs, pool.map(held, specs)))
    version = subprocess.run([TOOL, "--version"], capture_output=True, text=True).stdout.strip()
    rows, total, kinds, first = [], collections.Counter(), collections.Counter(), {}
    for spec, outcome in outcomes.items():
        if outcome is None:
            rows.append(f"| {spec.stem} | – | – | not done within {SECONDS} seconds |")
            total["late"] += 1
            continue
        operations, cases, found, examples = outcome
        said = ", ".join(f"{kind} ({count})" for kind, count in sorted(found.items())) or "nothing"
        rows.append(f"| {spec.stem} | {operations} | {cases} | {said} |")
        total["operations"] += operations
        total["cases"] += cases
        kinds.update(found)
        for kind, name in examples.items():
            first.setdefault(kind, name)
    lines = [
        "# The emulator, held against the published specifications",
        "",
        f"Written by `python3 tests/emulator/schemathesis.py` with {version}: {total['cases']:,} requests to {total['operations']}",
        f"operations of {len(specs)} documents, {total['late']} of which were not done in time. Behind each finding: in how many",
        "operations, and below where it was met first.",
        "",
        LEFT,
        "",
        "| document | operations | requests | found |",
        "|---|---|---|---|",
        *rows,
        "",
        *(f"* {kind}: {count} operations, first `{first[kind]}`" for kind, count in kinds.most_common()),
    ]
    (HERE / "report.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
