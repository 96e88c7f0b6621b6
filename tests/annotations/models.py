#!/usr/bin/env python3
"""The models against the system they describe.

Each header parses alone and without a warning (a declaration that differs from the system's is an error by itself), the
table made at build time is what a fresh parse gives, at least 600 functions are described, every description is complete,
every function with hidden state says what to do instead, and every function is declared by a system header but for those listed here with the reason."""
import glob
import os
import re
import subprocess
import sys
import tempfile

CLANG, COMPILE, TABLE, ANNOTATIONS = sys.argv[1:5]
MODELS = ANNOTATIONS + "/models"

# Functions that no header of Debian declares under the feature macros that models use.
UNDECLARED = [
    (r"__\w+_chk", "declared by -D_FORTIFY_SOURCE with optimisation only"),
    (r"__open(at)?(64)?_2", "declared by -D_FORTIFY_SOURCE with optimisation only"),
    (r"__fdelt_chk|__chk_fail", "declared by -D_FORTIFY_SOURCE with optimisation only"),
    (r"__isoc(99|23)_\w+", "a linker name that the headers give to another function; C23's came with glibc 2.38"),
    (r"__xpg_strerror_r|__posix_getopt", "a linker name used without _GNU_SOURCE only"),
    (r"__rawmemchr", "used by inline functions of older headers"),
    (r"__stack_chk_fail", "called by the compiler"),
    (r"__sysconf", "sysconf by the name under which glibc exports it as well"),
    (r"(fbp_model|_)_atomic_\w+", "called by the compiler; a builtin, declared under another name"),
]
REFINING = {"fbp.task", "fbp.nondet", "fbp.borrows", "fbp.points_into", "malloc", "pure", "const", "noescape", "format", "constant", "started",
            "acquires", "acquires_if", "acquires_shared", "releases"}


def headers_alone():
    for path in sorted(glob.glob(MODELS + "/*.h")):
        for standard in ("gnu11", "gnu17"):
            run = subprocess.run([CLANG, "-x", "c", "-std=" + standard, "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                                  "-I" + ANNOTATIONS, path], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            if run.returncode != 0:
                yield f"{path}, -std={standard}:\n{run.stdout}"


def fresh_parse():
    with tempfile.NamedTemporaryFile() as out:
        run = subprocess.run([COMPILE, "all.h", out.name, "-I" + ANNOTATIONS], cwd=MODELS, env=dict(os.environ, ASAN_OPTIONS="detect_leaks=0"))
        if run.returncode != 0:
            yield "the models have mistakes"
        elif open(TABLE).read() != open(out.name).read():
            yield f"{TABLE} is not what the headers say now; build again"


def listed_in_all():
    included = set(re.findall(r'#include "(\w+\.h)"', open(MODELS + "/all.h").read()))
    for path in glob.glob(MODELS + "/*.h"):
        name = os.path.basename(path)
        if name not in included | {"all.h", "support.h"}:
            yield f"all.h does not include {name}"


def described():
    functions, current = {}, None
    for line in open(TABLE):
        field = line.rstrip("\n").split("\t")
        if field[0] == "func":
            current = functions[field[1]] = {"path": field[2], "line": field[3], "library": field[6] == "1", "ann": set()}
        elif field[0] == "ann":
            current["ann"].add(field[1])
            if field[1] == "fbp.hidden_state":
                current["instead"] = field[5][1:]
    if len(functions) < 600:
        yield f"only {len(functions)} functions are described"
    used = set()
    for name, f in functions.items():
        where = f"{f['path']}:{f['line']}: {name}"
        if not f["ann"] - REFINING:
            yield f"{where}: its annotations only refine; it would stay unknown"
        instead = f.get("instead")
        if instead == "":
            yield f"{where}: has hidden state, but nobody is told what to do instead"
        elif instead and " " not in instead and "fbp.hidden_state" in functions.get(instead, {"ann": {"fbp.hidden_state"}})["ann"]:
            yield f"{where}: {instead} is no way out: it has hidden state, or no model"
        if not f["library"]:
            reasons = [p for p, _ in UNDECLARED if re.fullmatch(p, name)]
            used.update(reasons)
            if not reasons:
                yield f"{where}: no system header declares it"
    print(len(functions), "functions,", sum(f["library"] for f in functions.values()), "of them declared by system headers")
    for pattern, _ in UNDECLARED:
        if not any(re.fullmatch(pattern, name) for name in functions):
            yield f"exception {pattern} matches no model"


def main():
    bad = [m for check in (headers_alone, fresh_parse, listed_in_all, described) for m in check()]
    print("\n".join(bad) or "ok")
    return 1 if bad else 0


sys.exit(main())
