#!/usr/bin/env python3
"""docs/annotations.md: each macro of annotate.h has a section with an example, every example compiles with clang and gcc
without a warning and has no annotation mistake, and the examples of mistakes give exactly the messages shown."""
import re
import subprocess
import sys
import tempfile
import os

CLANG, COMPILE, ANNOTATIONS, DOC = sys.argv[1:5]
WARNINGS = ["-Wall", "-Wextra", "-pedantic", "-Werror", "-I" + ANNOTATIONS, "-fsyntax-only"]
ENV = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")


def run(args):
    r = subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=ENV)
    return r.returncode, r.stdout


def main():
    text = open(DOC).read()
    macros = set(re.findall(r"^#define (FBP_[A-Z_]*[A-Z])\b", open(ANNOTATIONS + "/fbp/annotate.h").read(), re.M)) - {"FBP_ANNOTATE_H"}
    bad, shown = [], set()
    blocks = [(m.start(), m.group(1), m.group(2)) for m in re.finditer(r"^```(c|c mistakes|c model)\n(.*?)^```$", text, re.M | re.S)]
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/example.c"
        for at, kind, block in blocks:
            where = f"{DOC}:{text.count(chr(10), 0, at) + 1}"
            source = block if "annotate.h" in block else "#include <fbp/annotate.h>\n" + block
            open(path, "w").write(source)
            if kind == "c mistakes":
                want = re.findall(r"/\* (FBP_.*?) \*/", block, re.S)
                _, out = run([COMPILE, path, "/dev/null", "-I" + ANNOTATIONS])
                got = [line.split(": ", 1)[1] for line in out.splitlines()]
                if [re.sub(r"\s+", " ", w) for w in want] != got:
                    bad.append(f"{where}: shows {want}, the reader says {got}")
                continue
            shown |= set(re.findall(r"\bFBP_[A-Z_]+\b", block))
            compilers = ([CLANG, "-std=c11"], ["gcc", "-std=c11"]) if kind == "c" else ([CLANG, "-std=gnu17"],)
            for compiler in compilers:
                code, out = run(compiler + WARNINGS + [path])
                if code != 0:
                    bad.append(f"{where}: {compiler[0]}:\n{out}")
            code, out = run([COMPILE, path, "/dev/null", "-I" + ANNOTATIONS])
            if code != 0:
                bad.append(f"{where}: {out}")
    for macro in sorted(macros):
        if not re.search(rf"^#+ .*`{macro}\b", text, re.M):
            bad.append(f"{DOC}: no section for {macro}")
        if macro not in shown:
            bad.append(f"{DOC}: no example uses {macro}")
    if len(macros) < 20 or len(blocks) < 20:
        bad.append(f"only {len(macros)} macros and {len(blocks)} examples found")
    print("\n".join(bad) or f"{len(macros)} macros, {len(blocks)} examples")
    return 1 if bad else 0


sys.exit(main())
