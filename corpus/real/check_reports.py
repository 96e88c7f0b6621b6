#!/usr/bin/env python3
"""What did runs report, and what does fbp-check say of these places?

    check_reports.py MODE REPORTS [FBP_CHECK [OPTION...] PROGRAM...]

REPORTS is a folder of files with a report in JSON on each line (FBP_OPTIONS=format=json:log_path=REPORTS/x). Reports of one kind
at one place count once. With MODE residual each is printed, and is a failure. With MODE full each is put into one of these:

    open       fbp-check could not prove the place (the report's question says so, or there is a finding on its line)
    unjudged   of a kind that only a run can show: foreign-access, packet-leak
    elsewhere  code of which fbp-check has nothing: its file has no functions in PROGRAM
    proved     none of these: a mistake of fbp-check or of the run time, and a failure

The last line is the count. FBP_CHECK is run on the programs for the findings of each line.
"""

import collections
import glob
import json
import os
import subprocess
import sys

UNJUDGED = ("foreign-access", "packet-leak")


def read_reports(folder):
    """(kind, file, line, column) -> the first report, and how many."""
    found = {}
    count = collections.Counter()
    for path in sorted(glob.glob(os.path.join(folder, "*"))):
        with open(path, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                report = json.loads(line)
                top = report["frames"][0] if report["frames"] else {}
                key = (report["kind"], top.get("file") or "?", top.get("line") or 0, top.get("column") or 0)
                found.setdefault(key, report)
                count[key] += 1
    return found, count


def base(path):
    return path.rsplit("/", 1)[-1]


def findings(check, arguments):
    """The lines with a finding, and the files in which there is a function, by their last components."""
    lines, files = collections.defaultdict(set), set()
    programs = [a for a in arguments if not a.startswith("-")]
    options = [a for a in arguments if a.startswith("-")]
    for program in programs:
        done = subprocess.run([check, *options, "--json", "-", program], capture_output=True, text=True, check=False)
        if done.returncode not in (0, 1, 3):
            sys.exit(f"check_reports: {check} {program}: {done.stderr}")
        for f in json.loads(done.stdout)["findings"]:
            if f["file"]:
                lines[base(f["file"]), f["line"]].add((f["kind"], f["certainty"]))
        rir = subprocess.run([check, *options, "--dump=rir", program], capture_output=True, text=True, check=False)
        files |= {base(word) for word in rir.stdout.split('"')[1::2] if word.endswith((".c", ".h"))}
    return lines, files


def class_of(key, report, lines, files):
    kind, file, line, _ = key
    if "question" in report or (base(file), line) in lines:
        return "open"
    if kind in UNJUDGED:
        return "unjudged"
    return "proved" if base(file) in files else "elsewhere"


def describe(key, report, n):
    kind, file, line, column = key
    o = report["object"]
    what = o.get("variable") or "{}-byte block of {}".format(
        o.get("size", "?"), ((report.get("allocated") or {}).get("frames") or [{}])[0].get("function")
    )
    via = " < ".join(str(f.get("function")) for f in report["frames"][:4])
    asked = report.get("question", {})
    said = f" [{asked['verdict']} {asked['kind']}]" if asked else ""
    return f"{kind} {file}:{line}:{column} {report['does']} {what}, task {report['task'].get('name')}, {via} ({n}){said}"


def main(mode, folder, *check):
    reports, count = read_reports(folder)
    lines, files = findings(check[0], check[1:]) if mode == "full" and len(check) > 1 else ({}, set())
    classes = collections.defaultdict(list)
    for key, report in sorted(reports.items()):
        name = "trapped" if mode == "residual" else class_of(key, report, lines, files)
        classes[name].append(describe(key, report, count[key]))
    for name in sorted(classes):
        print(f"{name}:")
        for text in classes[name]:
            print(f"  {text}")
    kinds = collections.Counter(kind for kind, *_ in reports)
    counts = ", ".join(f"{len(classes[name])} {name}" for name in ("trapped", "open", "unjudged", "elsewhere", "proved") if classes[name])
    print(f"{len(reports)} places reported" + (f": {counts}; " + ", ".join(f"{k} {n}" for k, n in sorted(kinds.items())) if reports else ""))
    return 1 if classes["trapped"] or classes["proved"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
