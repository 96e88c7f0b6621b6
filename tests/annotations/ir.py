#!/usr/bin/env python3
"""The annotations of every_macro.c must arrive in clang's IR: those of functions, with their arguments, in
llvm.global.annotations, and those of types, variables and members in the debug information."""
import re
import subprocess
import sys
import os

CLANG, INCLUDE = sys.argv[1:3]
HERE = os.path.dirname(os.path.abspath(__file__))

FUNCTIONS = {
    "entry": [("fbp.task",)],
    "sends": [("fbp.sends", 2)],
    "sends_if": [("fbp.sends_if", 2, "zero"), ("fbp.borrows", 1)],
    "sends_copy": [("fbp.sends_copy", 2)],
    "receives": [("fbp.receives",)],
    "receives_into": [("fbp.receives_into", 2)],
    "receives_into_if": [("fbp.receives_into_if", 2, "nonnegative")],
    "freezes": [("fbp.freezes", 1)],
    "spawns": [("fbp.spawns", 1, 2)],
    "spawns_if": [("fbp.spawns_if", 2, 3, "zero"), ("fbp.handle", 1)],
    "joins": [("fbp.joins",), ("fbp.handle", 1), ("fbp.result_into", 2)],
    "calls": [("fbp.calls", 2, 1)],
    "calls_later": [("fbp.calls_later", 1, 0)],
    "frees": [("fbp.frees", 1)],
    "keeps": [("fbp.keeps", 1)],
    "links": [("fbp.links", 1, 2)],
    "hidden_state": [("fbp.hidden_state", "hidden_state_r")],
    "borrows": [("fbp.borrows", 1)],
    "reads_and_writes": [("fbp.reads", 1), ("fbp.writes", 2)],
    "points_into": [("fbp.points_into", 0, 1)],
    "pure": [("fbp.pure",)],
    "nondet": [("fbp.nondet",)],
    "sends_both": [("fbp.sends", 1), ("fbp.sends", 2)],
    "sends_all": [("fbp.sends", 2)],
    "trusted": [("fbp.trusted", "measured, not checked")],
    "defined": [("fbp.task",)],
}
# (DWARF tag or kind, name) -> tag
DECLARATIONS = {
    ("DW_TAG_structure_type", "queue"): "fbp.channel",
    ("DW_TAG_typedef", "hidden_before"): "fbp.channel",
    ("DW_TAG_typedef", "hidden_after"): "fbp.channel",
    ("DW_TAG_structure_type", "text"): "fbp.immutable",
    ("DW_TAG_union_type", "number"): "fbp.immutable",
    ("DW_TAG_structure_type", "trailing"): "fbp.immutable",
    ("DW_TAG_member", "readers"): "fbp.shared:a counter of readers",
    ("DIGlobalVariable", "hits"): "fbp.shared:statistics, read at the end",
}


def functions(ir):
    strings = dict(re.findall(r'^(@[\w.]+) = .* c"(.*?)\\00"', ir, re.M))
    args = {}
    for name, body in re.findall(r'^(@\.args[\w.]*) = .*? constant \{[^}]*\} \{ (.*?) \}', ir, re.M):
        args[name] = tuple(strings[v] if t == "ptr" else int(v) for t, v in re.findall(r"(i32|ptr) ([@\w.-]+)", body))
    table = re.search(r"@llvm\.global\.annotations = .*", ir).group(0)
    found = {}
    for f, string, extra in re.findall(r"\{ ptr @([\w.]+), ptr (@[\w.]+), ptr @[\w.]+, i32 \d+, ptr (null|@[\w.]+) \}", table):
        found.setdefault(f, []).append((strings[string],) + args.get(extra, ()))
    return found


def declarations(ir):
    nodes = dict(re.findall(r"^(!\d+) = (.*)$", ir, re.M))
    found = {}
    for body in nodes.values():
        m = re.match(r"(?:distinct )?!(\w+)\((.*annotations: (!\d+).*)\)", body)
        if not m:
            continue
        kind = m.group(1)
        tag = re.search(r"tag: (\w+)", m.group(2))
        name = re.search(r'name: "(\w+)"', m.group(2)).group(1)
        for ref in re.findall(r"!\d+", nodes[m.group(3)]):
            pair = re.match(r'!\{!"btf_decl_tag", !"(.*)"\}', nodes[ref])
            found[(tag.group(1) if tag else kind, name)] = pair.group(1)
    return found


def main():
    bad = []
    for level in ("-O0", "-O2"):
        ir = subprocess.run([CLANG, "-std=c17", "-g", level, "-Xclang", "-disable-llvm-passes", "-S", "-emit-llvm", "-I" + INCLUDE,
                             "-o", "-", HERE + "/every_macro.c"], check=True, stdout=subprocess.PIPE, text=True).stdout
        got = functions(ir)
        for name, want in FUNCTIONS.items():
            if sorted(got.get(name, []), key=str) != sorted(want, key=str):
                bad.append(f"{level}: {name}: expected {want}, the IR has {got.get(name)}")
        for name in set(got) - set(FUNCTIONS):
            bad.append(f"{level}: {name}: not expected: {got[name]}")
        if (d := declarations(ir)) != DECLARATIONS:
            bad.append(f"{level}: expected {DECLARATIONS}, the debug information has {d}")
    print("\n".join(bad) or f"{len(FUNCTIONS)} functions, {len(DECLARATIONS)} types, variables and members")
    return 1 if bad else 0


sys.exit(main())
