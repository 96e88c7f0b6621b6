"""compile_all.py DATABASE JOBS COMPILER OPTION...: compiles each unit of a compilation database once, to nothing,
with another compiler and with OPTIONs after those of its own command: what a compiler needs for the same input."""
import json
import shlex
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor


def command(entry, compiler, options):
    words = entry.get("arguments") or shlex.split(entry["command"])
    kept, skip = [], False
    for word in words[1:]:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
        elif not word.startswith(("-M", "-O")) and word != "-c":
            kept.append(word)
    return [compiler, *kept, *options, "-c", "-o", "/dev/null"]


def main(database, jobs, compiler, *options):
    with open(database, encoding="utf-8") as f:
        units = {e["file"]: e for e in json.load(f)}

    def compile_unit(entry):
        return subprocess.run(command(entry, compiler, options), cwd=entry["directory"], check=False).returncode

    with ThreadPoolExecutor(int(jobs)) as pool:
        return max(pool.map(compile_unit, units.values()))


sys.exit(main(*sys.argv[1:]))
