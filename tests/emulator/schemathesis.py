#!/usr/bin/env python3
"""Holds the emulator against the published specifications with a tool that is not ours.

Needs `pip install schemathesis` and the documents in ../shared/bigcommerce/specs. Starts the emulator (`target/debug/examples/store`,
which `cargo build --workspace --examples` makes), lets schemathesis send what the documents allow and what they do not, and writes
what it found beside this file, in report.txt.
"""

import collections
import json
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as tree
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SPECS = ROOT.parent / "shared" / "bigcommerce" / "specs"
CHECKS = "not_a_server_error,response_schema_conformance,ignored_auth"


def started():
    command = [ROOT / "target" / "debug" / "examples" / "store", "0", "unlimited", "json"]
    store = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    said = json.loads(store.stdout.readline())
    return store, said["api"], said["token"]


def version_of(document):
    return "v2" if document["servers"][0]["url"].endswith("/v2") else "v3"


def held(spec, api, token, folder):
    document = json.loads(spec.read_text())
    junit = folder / f"{spec.stem}.xml"
    command = [
        "schemathesis", "run", str(spec), "--url", f"{api}/{version_of(document)}", "-H", f"X-Auth-Token: {token}",
        "--checks", CHECKS, "--phases", "examples,coverage", "--max-examples", "5", "--seed", "1", "--continue-on-failure",
        "--request-timeout", "10", "--report", "junit", "--report-junit-path", str(junit), "--no-color",
    ]
    try:
        subprocess.run(command, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return None
    if not junit.exists():
        return None
    found = collections.Counter()
    operations = 0
    for case in tree.parse(junit).getroot().iter("testcase"):
        operations += 1
        for failure in case.iter("failure"):
            text = (failure.get("message") or "") + (failure.text or "")
            for kind in set(re.findall(r"^\s*- (.+)$", text, re.M)):
                found[kind] += 1
    return operations, found


def main():
    if not SPECS.is_dir():
        sys.exit("skipped: the published specifications are not in ../shared/bigcommerce/specs")
    store, api, token = started()
    lines = ["The emulator held against the published specifications by schemathesis.", ""]
    total = collections.Counter()
    try:
        with tempfile.TemporaryDirectory() as folder:
            for spec in sorted(SPECS.glob("*.json")):
                outcome = held(spec, api, token, pathlib.Path(folder))
                if outcome is None:
                    lines.append(f"{spec.name}: could not be checked in two minutes")
                    continue
                operations, found = outcome
                total["operations"] += operations
                said = ", ".join(f"{kind} in {count}" for kind, count in sorted(found.items())) or "nothing found"
                lines.append(f"{spec.name}: {operations} operations; {said}")
                print(lines[-1], flush=True)
    finally:
        store.terminate()
    lines += ["", f"{total['operations']} operations in all."]
    (HERE / "report.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
