#!/usr/bin/env python3
"""The corpus, executed: what a run traps is what the case expects, and a clean case does not trap.

    corpus.py FBP_CC ANNOTATIONS CASES LEFT_OUT WORK MODE LEVEL [-v] [NAME...]

CASES is a folder of cases (corpus/README.md). Each case is compiled by fbp-cc with --fbp-checks=MODE (full, residual) at LEVEL
(-O0 ...) and run. A case without main gets one that starts its FBP_TASK functions with fresh packets; annotated functions without
a body get one that queues and hands out (driver below), compiled by clang alone.

A trap is right if the case expects its kind, as a violation or unproven, at one of the lines of its stack. Where one of global-write and
foreign-access is expected, the other one is as right: it depends on whether a variable leads to the object by then (docs/runtime.md).
LEFT_OUT names cases that
cannot be executed or differ, with the reason; one that is named and agrees is a failure, so that the list stays true, unless the
reason begins with "perhaps": then it depends on which task is quicker. Its line
"FOLDER/MODE: N expectations are not met" says how many expected violations no run shows, at most: inputs and schedules do not
come to all.
"""
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

EXPECT = re.compile(r"//\s*expect:\s*(unproven\s+)?([a-z-]+)")
FRAME = re.compile(r"^    #\d+ (\S+) (\S+?):(\d+)(?::\d+)?$")
SUMMARY = re.compile(r"^SUMMARY: fbp: ([a-z-]+) ")


def cases(folder):
    """name -> sources"""
    found = {}
    for entry in sorted(os.listdir(folder)):
        path = os.path.join(folder, entry)
        if os.path.isdir(path) and entry != "golden":
            found[entry] = sorted(os.path.join(path, f) for f in os.listdir(path) if f.endswith(".c"))
        elif entry.endswith(".c"):
            found.setdefault(re.sub(r"(\.\d+)?\.c$", "", entry), []).append(path)
    return found


def expectations(sources):
    """(file name, line) -> [(kind, is a violation)]"""
    out = {}
    for source in sources:
        with open(source, encoding="utf-8", errors="replace") as f:
            for number, line in enumerate(f, 1):
                for unproven, kind in EXPECT.findall(line):
                    out.setdefault((os.path.basename(source), number), []).append((kind, not unproven))
    return out


def text_of(sources):
    text = ""
    for source in sources:
        with open(source, encoding="utf-8", errors="replace") as f:
            text += f.read()
    return re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.S)


DRIVER = """
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static void *queued[4096];
static int first, last;
static void put(void *p)
{
    pthread_mutex_lock(&lock);
    if (last < 4096)
        queued[last++] = p;
    pthread_mutex_unlock(&lock);
}
static void *take(void)
{
    pthread_mutex_lock(&lock);
    void *p = first < last ? queued[first++] : calloc(1, 4096);
    pthread_mutex_unlock(&lock);
    return p;
}
static int turn(void)
{
    static int n;
    return __atomic_fetch_add(&n, 1, __ATOMIC_RELAXED) % 2;
}
"""

DECLARED = re.compile(r"^([A-Za-z_][\w\s\*]*?[\s\*])(\w+)\s*\(([^;{}]*?)\)\s*((?:FBP_\w+\s*(?:\([^)]*\))?\s*)+);", re.M)
TASK = re.compile(r"FBP_TASK\s+(?:static\s+)?([\w\s\*]+?[\s\*])(\w+)\s*\(([^;{}]*?)\)\s*(?:FBP_\w+[^;{]*)?\{|"
                  r"^([\w\s\*]+?[\s\*])(\w+)\s*\(([^;{}]*?)\)\s*FBP_TASK", re.M)
SUCCESS = {"zero": ("0", "-1"), "nonzero": ("1", "0"), "null": ("0", "1"), "nonnull": ("1", "0"),
           "negative": ("-1", "0"), "nonnegative": ("0", "-1")}


def parameters(text):
    text = text.strip()
    return [] if text in ("", "void") else [p.strip() for p in text.split(",")]


def sometimes(when, body):
    """(the result if it does it, the body that before that fails each second time)"""
    yes, no = SUCCESS[when]
    return yes, body + f"    if (turn()) return (void *)(long){no};\n"


def described(result, name, given, annotations):
    """A body for an annotated function that has none; None if it has no such annotation."""
    given = parameters(given)
    values = ", ".join(f"void *a{i + 1}" for i in range(len(given)))
    body, answer, known = "", None, False
    for kind, arguments in re.findall(r"FBP_(\w+)\s*(?:\(([^)]*)\))?", annotations):
        a = [x.strip().strip('"') for x in (arguments or "").split(",")]
        if kind in ("SENDS", "SENDS_IF"):
            known = True
            if kind == "SENDS_IF":
                answer, body = sometimes(a[1], body)
            body += f"    put(a{a[0]});\n"
        elif kind == "RECEIVES":
            known, answer = True, "(long)take()"
        elif kind in ("RECEIVES_INTO", "RECEIVES_INTO_IF"):
            known = True
            if kind == "RECEIVES_INTO_IF":
                answer, body = sometimes(a[1], body)
            body += f"    {{ void *p = take(); memcpy(a{a[0]}, &p, sizeof p); }}\n"
        elif kind == "FREEZES":
            known = True
            if "*" in result:
                answer = f"(long)a{a[0]}"
        elif kind == "SENDS_COPY":
            known = True
    if not known or "..." in given:
        return None
    return f"void *{name}({values or 'void'})\n{{\n{body}    return (void *)({answer or '0'});\n}}\n"


def driver(text):
    """The C text of what a case lacks: functions without a body, and main."""
    out = DRIVER
    for result, name, given, annotations in DECLARED.findall(text):
        has_body = re.search(r"^[\w\s\*]*\b" + name + r"\s*\([^;{}]*\)[^;{}=]*\{", text, re.M)
        body = None if has_body else described(result, name, given, annotations)
        if body is not None and f"void *{name}(" not in out:
            out += body
    if re.search(r"\bmain\s*\(", text):
        return out
    starts = ""
    for _, name in tasks(text):
        out += f"void fbp_test_{name}(void);\nstatic void *start_{name}(void *a)\n"
        out += f"{{\n    fbp_test_{name}();\n    return a;\n}}\n"
        starts += f"    {{ pthread_t t; pthread_create(&t, NULL, start_{name}, NULL); pthread_join(t, NULL); }}\n"
    return out + "int main(void)\n{\n" + starts + "    return 0;\n}\n" if starts else None


def tasks(text):
    """(parameters, name) of each FBP_TASK function"""
    found = {}
    for one in TASK.findall(text):
        _, name, given = one[:3] if one[1] else one[3:]
        found.setdefault(name, parameters(given))
    return [(given, name) for name, given in found.items()]


def openers(text):
    """What stands behind the case's own text: calls of its tasks, with fresh packets and small numbers."""
    out = ""
    for given, name in tasks(text):
        values = ", ".join("calloc(1, 4096)" if "*" in p or "[" in p else "3" for p in given)
        out += f"void fbp_test_{name}(void);\nvoid fbp_test_{name}(void)\n{{\n    {name}({values});\n}}\n"
    return "#include <stdlib.h>\n" + out if out else ""


def run(command, **more):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          errors="replace", check=False, **more)


class Case:
    def __init__(self, setting, name, sources):
        self.setting, self.name, self.sources = setting, name, sources
        beside = os.path.dirname(sources[0])
        headers = [os.path.join(beside, f) for f in os.listdir(beside) if f.endswith(".h")]
        self.expected = expectations(sources + headers)
        self.program = os.path.join(setting.work, name)

    def build(self):
        s = self.setting
        text = driver(text_of(self.sources))
        if text is None:
            return "it has no task that can be started from outside"
        with open(self.program + ".driver.c", "w", encoding="utf-8") as f:
            f.write(text)
        sources = list(self.sources)
        if len(sources) == 1:
            with open(self.program + ".c", "w", encoding="utf-8") as f:
                f.write(f'#include "{os.path.abspath(sources[0])}"\n')
                f.write(openers(text_of(sources)))
            sources = [self.program + ".c"]
        run([s.clang, "-w", "-g", "-c", self.program + ".driver.c", "-o", self.program + ".driver.o"])
        made = run([s.cc, "--fbp-checks=" + s.mode, s.level, "-g", "-w", "-I", s.annotations, *sources,
                    self.program + ".driver.o", "-o", self.program, "-lm"])
        if made.returncode != 0:
            first = [x for x in made.stderr.splitlines() if "error" in x or "undefined" in x]
            return "it is not built: " + (re.sub(r".*(undefined reference to|error:)", r"\1", first[0]) if first else "?")
        return None

    def execute(self):
        try:
            return run([self.program], timeout=5, cwd=self.setting.work,
                       env={**os.environ, "FBP_OPTIONS": self.setting.options})
        except subprocess.TimeoutExpired:
            return None

    def judge(self):
        """(what is wrong, or None; violations that are expected; were shown)"""
        wanted = sum(v for kinds in self.expected.values() for _, v in kinds)
        problem = self.build()
        if problem is not None:
            return problem, wanted, 0
        done = self.execute()
        if done is None:
            return None, wanted, 0  # it waits for somebody
        if done.returncode != 47:
            return None, wanted, 0
        kind, lines = None, []
        for line in done.stderr.splitlines():
            frame = FRAME.match(line)
            if frame and kind is None:
                lines.append((os.path.basename(frame.group(2)), int(frame.group(3))))
            elif lines and not frame and kind is None:
                kind = ""
            if SUMMARY.match(line):
                kind = SUMMARY.match(line).group(1)
        at = [e for line in lines for e in self.expected.get(line, [])]
        if any(k == kind or {k, kind} == {"global-write", "foreign-access"} for k, _ in at):
            return None, wanted, 1
        where = f"{lines[0][0]}:{lines[0][1]}" if lines else "nowhere"
        if at:
            return f"{kind} where {at[0][0]} is expected", wanted, 0
        return f"{kind} at {where}, where nothing is expected", wanted, 0


class Setting:
    def __init__(self, cc, annotations, work, mode, level):
        self.cc, self.annotations, self.work, self.mode, self.level = cc, annotations, work, mode, level
        # What the sender's own memory keeps is looked for if it is asked for.
        self.options = "stack_depth=16" + (":strict_send=1" if "send-aliased" in work else "")
        self.clang = os.environ.get("FBP_CLANG", "clang-19")


def left_out(path, folder, mode):
    """case -> reason; and how many expectations need not be met"""
    cases_out, most = {}, 0
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.strip()
            if line == "" or line.startswith("#"):
                continue
            name, reason = line.split(": ", 1)
            if name == f"{folder}/{mode}":
                most = int(reason.split()[0])
            elif name.startswith(folder + "/"):
                cases_out[name[len(folder) + 1:]] = reason
    return cases_out, most


def main():
    arguments = [a for a in sys.argv[1:] if a != "-v"]
    verbose = "-v" in sys.argv
    cc, annotations, folder, list_path, work, mode, level = arguments[:7]
    names = arguments[7:]
    work = os.path.join(work, os.path.basename(folder.rstrip("/")) + "." + mode + level)
    os.makedirs(work, exist_ok=True)
    setting = Setting(os.path.abspath(cc), os.path.abspath(annotations), os.path.abspath(work), mode, level)
    out, most = left_out(list_path, os.path.basename(folder.rstrip("/")), mode)
    chosen = [(n, s) for n, s in cases(folder).items() if not names or n in names]
    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(lambda c: (c[0], *Case(setting, *c).judge()), chosen))
    wrong = wanted = shown = clean = 0
    for name, problem, expects, shows in results:
        reason = out.get(name)
        perhaps = reason is not None and reason.startswith("perhaps ")
        if perhaps:
            reason = reason[len("perhaps "):]
        if problem is None and reason is not None and not names and not perhaps:
            problem, reason = "agrees: take it off the list", None
        elif problem is not None and reason is not None and reason in problem:
            problem = None
        if problem is not None:
            wrong += 1
            print(f"{name}: {problem}")
        elif reason is None:
            wanted += expects > 0
            shown += shows
            clean += expects == 0
            if verbose and expects > 0 and not shows:
                print(f"{name}: not shown")
    missing = wanted - shown
    if missing > most and not names:
        wrong += 1
        print(f"{missing} cases do not trap, though a violation is expected; at most {most} need not (see them with -v)")
    print(f"corpus.py: {len(results)} cases, {wrong} wrong: {shown} of {wanted} with a violation trap, {clean} others do not")
    sys.exit(wrong > 0)


if __name__ == "__main__":
    main()
