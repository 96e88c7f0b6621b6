#!/usr/bin/env python3
"""Does fbp-cc do what clang-19 does? Runs each line of corner_cases.txt with both and compares.

    corner_cases.py FBP_CC [PART_OF_A_LINE]

Compared are the exit status, standard output and error, the set of files, their modes and contents. Of contents only
the section .fbp is taken away: from ELF files and archives with objcopy, on both sides; assembler files are assembled
first; of bitcode and LLVM's text the lines of assembler that make the section are left out. The build ID of a program,
which is a checksum of everything, is blanked. Both run in the same folder, one after the other, as paths are
part of debug information. The files that must carry .fbp stand on the line; no other may. PLUGIN, in the environment, is
other_plugin.cpp, built.
"""

import concurrent.futures
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile

from sections import carries, kind_of, without_section

HERE = os.path.dirname(os.path.abspath(__file__))


def tidy(text):
    """Without the names of temporary files, and the checksums of modules in names that ThinLTO makes up."""
    text = re.sub(rb"/tmp/\S*?-[0-9a-f]{6}\.", b"/tmp/TEMPORARY.", text)
    return re.sub(rb"\.llvm\.\d+", b".llvm.HASH", text)


def look(folder):
    """Name of each file -> (mode, what is compared, whether it carries the section)."""
    found = {}
    with tempfile.TemporaryDirectory() as spare:
        for top, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(top, name)
                kind = kind_of(path)
                contents = without_section(path, kind, os.path.join(spare, "x"))
                found[os.path.relpath(path, folder)] = (os.stat(path).st_mode, tidy(contents), carries(path, kind))
    return found


def run(command, compiler, folder):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(os.path.join(HERE, "inputs"), folder)
    script = 'CC() { "$COMPILER" "$@"; }\n' + command
    env = dict(os.environ, COMPILER=compiler, LC_ALL="C", TMPDIR="/tmp")
    done = subprocess.run(["sh", "-c", script], cwd=folder, env=env, capture_output=True)
    return done.returncode, tidy(done.stdout), tidy(done.stderr), look(folder)


def show(what, left, right):
    return [f"  {what} differs", f"    clang:  {left!r}"[:600], f"    fbp-cc: {right!r}"[:600]]


def compare_files(clang, ours, wanted):
    wrong = []
    for name in sorted(clang.keys() | ours.keys()):
        if (name in clang) != (name in ours):
            wrong.append(f"  only {'clang' if name in clang else 'fbp-cc'} makes {name}")
        elif clang[name][:2] != ours[name][:2]:
            wrong.append(f"  {name} differs: {len(clang[name][1])} and {len(ours[name][1])} bytes are compared")
    carriers = {name for name, (_, _, has) in ours.items() if has}
    for name in sorted(carriers ^ wanted):
        wrong.append(f"  {name} {'carries' if name in carriers else 'does not carry'} .fbp")
    return wrong


def check(case):
    fbp_cc, number, command, wanted, work = case
    folder = os.path.join(work, str(number))
    clang = run(command, "clang-19", folder)
    ours = run(command, fbp_cc, folder)
    wrong = []
    for i, what in enumerate(("exit status", "standard output", "standard error")):
        if clang[i] != ours[i]:
            wrong += show(what, clang[i], ours[i])
    wrong += compare_files(clang[3], ours[3], wanted)
    shutil.rmtree(folder)
    return [f"corner_cases.txt:{number}: {command}"] + wrong if wrong else []


def cases(fbp_cc, part, work):
    with open(os.path.join(HERE, "corner_cases.txt"), encoding="utf-8") as f:
        for number, line in enumerate(f, 1):
            if line.strip() == "" or line.startswith("#"):
                continue
            command, arrow, names = line.partition("=>")
            if arrow == "":
                sys.exit(f"corner_cases.txt:{number}: no '=>'")
            machine, colon, rest = command.partition(": ")
            if machine == "x86_64" and colon:
                command = rest
                if platform.machine() != machine:
                    continue
            if part in command:
                wanted = {name.strip() for name in names.split("|" if "|" in names else None)} - {""}
                yield fbp_cc, number, command.strip(), wanted, work


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    fbp_cc = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as work:
        todo = list(cases(fbp_cc, sys.argv[2] if len(sys.argv) == 3 else "", work))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            failed = [lines for lines in pool.map(check, todo) if lines]
    for lines in failed:
        print("\n".join(lines))
    print(f"{len(todo) - len(failed)} of {len(todo)} cases behave as with clang")
    sys.exit(bool(failed) or not todo)


if __name__ == "__main__":
    main()
