"""direct_stores.py DATABASE REPORT.json EXPLAINED.txt FOLDER: the findings of fbp-check against a list made without it.

clang-19 compiles each unit to LLVM IR (in FOLDER). From its text come: what is started as a thread or set as a handler
by its name; the functions that these, and the tasks of the report, reach by calls of functions by name; and in them the
stores whose address is a variable with static storage, or a constant or variable place in one. All of that is writing a global in a
task, so each must be a violation of the report; and each task of the list one of the report. In the other direction, a
violation of a task must be at a line at which something is stored or called. Everything else is a difference. It is printed,
with its reason if EXPLAINED has a line `FILE FUNCTION VARIABLE: reason` (shell patterns), and without one it fails.

Nothing is known here of pointers, indirect calls or order: the list is small, and certain."""
import collections
import concurrent.futures
import fnmatch
import json
import os
import re
import shlex
import subprocess
import sys

Store = collections.namedtuple("Store", "file line function variable")
# Position of the function among the arguments, from 0.
STARTERS = {"pthread_create": 2, "thrd_create": 1, "signal": 1}
FIRST_IS_WRITTEN = ("llvm.memcpy", "llvm.memmove", "llvm.memset")

DEFINE = re.compile(r"^define .*?@(\"[^\"]+\"|[\w.$]+)\(.*?(?:!dbg !(\d+))?")
CALL = re.compile(r"\b(?:call|invoke) .*?@(\"[^\"]+\"|[\w.$]+)\((.*)\)")
GLOBAL = re.compile(r"^@(\"[^\"]+\"|[\w.$]+) = (.*)")
VALUE = re.compile(r"^\s*(%[\w.\"-]+) = getelementptr .*?ptr (@[\w.$]+|%[\w.\"-]+)[,)]")
POINTER = re.compile(r"ptr (@[\w.$]+|%[\w.\"-]+|getelementptr [^(]*\([^@]*@[\w.$]+)")
META = re.compile(r"^!(\d+) = (?:distinct )?!(DILocation|DISubprogram|DILexicalBlock|DILexicalBlockFile|DIFile)\((.*)\)$")


def ir_command(entry, out):
    words = entry.get("arguments") or shlex.split(entry["command"])
    kept, skip = [], False
    for word in words[1:]:
        if skip:
            skip = False
        elif word in ("-o", "-MF", "-MT", "-MQ"):
            skip = True
        elif not word.startswith(("-M", "-O")) and word not in ("-c", "-S"):
            kept.append(word)
    return ["clang-19", *kept, "-w", "-O0", "-g", "-S", "-emit-llvm", "-o", out]


class Unit:
    """One unit: its functions with the calls and stores in them, and where each stands."""

    def __init__(self, path):
        self.calls, self.stores, self.starts, self.lines = {}, {}, set(), set()
        self.internal, self.mutable, self.meta = set(), set(), {}
        self.aliases = {}
        with open(path, encoding="utf-8", errors="replace") as f:
            text = f.read().split("\n")
        for line in text:
            self.read_outside(line)
        function = None
        for line in text:
            if line.startswith("define "):
                function = DEFINE.match(line).group(1)
                if re.match(r"define (\w+ )*internal ", line):
                    self.internal.add(function)
                self.calls[function], self.stores[function] = set(), []
                self.aliases = {}
            elif line == "}":
                function = None
            elif function is not None:
                self.read_instruction(function, line)
        self.meta = None

    def read_outside(self, line):
        if line.startswith("!"):
            m = META.match(line)
            if m:
                self.meta[m.group(1)] = (m.group(2), m.group(3))
        elif line.startswith("@"):
            m = GLOBAL.match(line)
            if m and re.search(r"(^| )global ", m.group(2)) and "thread_local" not in m.group(2):
                self.mutable.add(m.group(1))

    def position(self, line):
        at = re.search(r"!dbg !(\d+)", line)
        if not at or at.group(1) not in self.meta:
            return None
        fields = self.meta[at.group(1)][1]
        number = re.search(r"line: (\d+)", fields)
        scope = re.search(r"scope: !(\d+)", fields)
        while scope:
            _, text = self.meta.get(scope.group(1), ("", ""))
            file = re.search(r"file: !(\d+)", text)
            if file and file.group(1) in self.meta:
                name = re.search(r'filename: "([^"]*)"', self.meta[file.group(1)][1]).group(1)
                return os.path.basename(name), int(number.group(1)) if number else 0
            scope = re.search(r"scope: !(\d+)", text)
        return None

    def root(self, operand):
        name = re.search(r"@([\w.$]+)", operand)
        if name:
            return name.group(1)
        return self.aliases.get(operand)

    def read_instruction(self, function, line):
        value = VALUE.match(line)
        if value:
            base = value.group(2)
            self.aliases[value.group(1)] = base[1:] if base.startswith("@") else self.aliases.get(base)
            return
        words = line.split(None, 3)
        if not words:
            return
        target = None
        call = CALL.search(line) if " call " in line or line.lstrip().startswith(("call", "invoke")) else None
        if call:
            name, args = call.group(1), call.group(2)
            self.calls[function].add(name)
            if name in STARTERS:
                given = args.split(", ")
                if len(given) > STARTERS[name] and "@" in given[STARTERS[name]]:
                    self.starts.add(re.search(r"@([\w.$]+)", given[STARTERS[name]]).group(1))
            if name.startswith(FIRST_IS_WRITTEN):
                target = POINTER.search(re.sub(r" (noundef|nonnull|align \d+|dereferenceable\(\d+\))", "", args))
        elif words[0] == "store":
            operands = POINTER.findall(line)
            target = re.match(r"(.*)", operands[-1]) if operands else None
        elif "= atomicrmw " in line or "= cmpxchg " in line:
            target = POINTER.search(line)
        elif " = call " not in line and words[0] not in ("call", "invoke"):
            return
        at = self.position(line)
        if at is None:
            return
        self.lines.add(at)
        variable = self.root(target.group(1) if target.lastindex else target.group(0)) if target else None
        if variable is not None:
            self.stores[function].append(Store(*at, function, variable))


def units_of(database, folder):
    with open(database, encoding="utf-8") as f:
        entries = list({e["file"]: e for e in json.load(f)}.values())
    os.makedirs(folder, exist_ok=True)

    def one(pair):
        number, entry = pair
        out = os.path.join(os.path.abspath(folder), f"{number}.ll")
        run = subprocess.run(ir_command(entry, out), cwd=entry["directory"], check=False)
        if run.returncode != 0:
            sys.exit(f"direct_stores: {entry['file']} does not compile")
        return out

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        paths = list(pool.map(one, enumerate(entries)))
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(Unit, paths))


def reached(units, entries):
    """(unit, function) for all that the entries, (unit, name) each, reach by calls by name."""
    external = {name: u for u in units for name in u.calls if name not in u.internal}
    seen, todo = set(), list(entries)
    while todo:
        unit, name = todo.pop()
        if name not in unit.calls or (name not in unit.internal and external[name] is not unit):
            unit = external.get(name)
        if unit is None or (id(unit), name) in seen:
            continue
        seen.add((id(unit), name))
        todo += [(unit, callee) for callee in unit.calls[name]]
    return [(u, f) for u in units for f in u.calls if (id(u), f) in seen]


def direct_stores(units, tasks):
    mutable = {g for u in units for g in u.mutable}
    entries = [(u, name) for u in units for name in u.starts]
    entries += [(u, name) for u in units for name in u.calls if name in tasks]
    stores = {s for u, f in reached(units, entries) for s in u.stores[f] if s.variable in mutable}
    return stores, {name for u in units for name in u.starts}


def differences(units, report):
    tasks = {t["name"] for t in report["tasks"]}
    stores, started = direct_stores(units, tasks)
    written = collections.defaultdict(list)
    for f in report["findings"]:
        if f["file"] and f["kind"] in ("global-write", "frozen-write"):
            written[os.path.basename(f["file"]), f["line"]].append(f)
    agree = 0
    for s in sorted(stores):
        found = written[s.file, s.line]
        if any(f["certainty"] == "violation" for f in found):
            agree += 1
        else:
            why = f"unproven ({found[0]['reason']})" if found else "not found"
            yield s, f"stored in a task, {why}"
    for name in sorted(started - tasks):
        if any(name in u.calls for u in units):
            yield Store("?", 0, name, "-"), "started, but no task of the report"
    known = set().union(*(u.lines for u in units))
    violations = [f for f in report["findings"] if f["certainty"] == "violation" and f.get("task")]
    for f in violations:
        if (os.path.basename(f["file"]), f["line"]) not in known:
            yield Store(os.path.basename(f["file"]), f["line"], f["function"], "-"), "a violation where nothing is stored"
    print(f"direct stores in tasks: {len(stores)}, {agree} of them violations; violations of tasks: {len(violations)}")


def explanations(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as f:
        return [tuple(line.strip().split(": ", 1)) for line in f if line.strip() and not line.startswith("#")]


def main(database, report, explained, folder):
    with open(report, encoding="utf-8") as f:
        report = json.load(f)
    reasons, used, unexplained = explanations(explained), set(), 0
    for store, what in differences(units_of(database, folder), report):
        key = f"{store.file} {store.function} {store.variable}"
        reason = next((r for p, r in reasons if fnmatch.fnmatch(key, p)), None)
        used.add(reason)
        unexplained += reason is None
        print(f"{store.file}:{store.line}: '{store.function}' '{store.variable}': {what}: {reason or 'UNEXPLAINED'}")
    for pattern, reason in reasons:
        if reason not in used:
            print(f"note: nothing differs as explained by '{pattern}: {reason}'")
    print(f"{unexplained} unexplained differences")
    return unexplained > 0


sys.exit(main(*sys.argv[1:]))
