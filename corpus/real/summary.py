"""summary.py TITLE REPORT.json STATS STORES: what fbp-check found in a program, as text that can be reviewed: counts, and names
without positions or times. STATS is what --stats printed, STORES what
direct_stores.py did."""
import collections
import json
import re
import sys


def counted(names):
    """Each name once, with how often it comes if more than once, in order."""
    return [name if n == 1 else f"{name} ({n})" for name, n in sorted(collections.Counter(names).items())]


def base(path):
    return path.rsplit("/", 1)[-1] if path else "?"


def lines(title, report, stats, stores):
    yield title
    tasks = [f"{base(t['file'])} {t['name']}" for t in report["tasks"]]
    for key in ("tasks", "places", "proved", "unproven", "violations"):
        yield f"{key} {report['summary'][key]}"
    calls = re.findall(r"^calls of unknown functions: (\d+) of (\d+)$", stats, re.M)
    if calls:  # a line for each program, in the order in which they were done
        yield "calls of unknown functions: {} of {}".format(*(sum(map(int, column)) for column in zip(*calls)))
    yield from re.findall(r"^direct stores in tasks: .*$", stores, re.M)
    yield "\ntasks:"
    yield from counted(tasks)
    found = [f for f in report["findings"] if f["certainty"] == "violation"]
    yield "\nviolations, by kind:"
    yield from counted(f"{f['kind']} {f.get('ordering') or ''}".rstrip() for f in found)
    yield "\nviolations, by function:"
    yield from counted(f"{base(f['file'])} {f['function']}" for f in found)
    yield "\nunknown functions:"
    yield from counted(u["name"] for u in report["unknown"])


def main(title, *paths):
    report, stats, stores = (open(path, encoding="utf-8").read() for path in paths)
    print("\n".join(lines(title, json.loads(report), stats, stores)))


main(*sys.argv[1:])
