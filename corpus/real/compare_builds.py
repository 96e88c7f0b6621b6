#!/usr/bin/env python3
"""Is what two compilers built the same, but for the section .fbp?

    compare_builds.py WITH_CLANG WITH_FBP_CC

Every file that is an object, archive, shared library or program in one folder must be in the other, with the same
contents (tests/cc/sections.py says what is compared). Prints how many they are, and the share of .fbp in the objects;
status 1 if anything differs.
"""

import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "tests", "cc"))
from sections import carries, kind_of, without_section  # noqa: E402


def is_probe(path):
    """CMake keeps programs of its own that it has built in folders whose names are made up each time: with -g these are in them."""
    return path.endswith(".bin") and "CMakeFiles" in path.split(os.sep)


def binaries(folder):
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)
            if os.path.isfile(path) and not os.path.islink(path) and not is_probe(path):
                kind = kind_of(path)
                if kind in ("elf", "archive", "bitcode"):
                    found[os.path.relpath(path, folder)] = kind
    return found


def section_size(path):
    text = subprocess.run(["readelf", "-SW", path], capture_output=True, text=True, check=False).stdout
    for line in text.splitlines():
        if " .fbp " in line:
            return int(line.split(".fbp", 1)[1].split()[3], 16)
    return 0


def main():
    clang, ours = sys.argv[1], sys.argv[2]
    left, right = binaries(clang), binaries(ours)
    wrong = [f"only one has {name}" for name in sorted(left.keys() ^ right.keys())]
    objects = carrying = size = carried = 0
    with tempfile.TemporaryDirectory() as spare:
        for name in sorted(left.keys() & right.keys()):
            a, b = os.path.join(clang, name), os.path.join(ours, name)
            if without_section(a, left[name], f"{spare}/a") != without_section(b, right[name], f"{spare}/b"):
                wrong.append(f"differs: {name}")
            carrying += carries(b, right[name])
            if name.endswith(".o"):
                objects += 1
                size += os.path.getsize(a)
                carried += section_size(b)
    print("\n".join(wrong + [f"{len(left)} files, {carrying} carry .fbp, {len(wrong)} differ; "
                             f"{objects} objects of {size} bytes, and .fbp of {carried}: {100 * carried / max(size, 1):.1f}%"]))
    sys.exit(bool(wrong) or not left or not carrying)


if __name__ == "__main__":
    main()
