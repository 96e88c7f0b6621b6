"""Findings for readers who know nothing of fbp-check: docs/messages.md says what is done with them.

    make.py FBP-CHECK SOURCE OUT SEED [USED...]

OUT/NN.c is a program without comments, OUT/NN.txt what is reported about it, OUT/KEY which case of SOURCE/corpus it is.
The cases are drawn by SEED, so many of each kind; cases named in the files USED (keys of earlier sets) are left out.
Five are programs of corpus/programs with a planted mistake, put together into one file: of the mistakes that are not used
("ledger 2").
"""

import pathlib
import random
import re
import subprocess
import sys

WANTED = {
    "global-write": 11,
    "frozen-write": 6,
    "use-after-send": 7,
    "double-send": 4,
    "send-aliased": 4,
    "send-unowned": 4,
}
PLANTED = 5
TOKEN = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/'


def without_comments(text):
    text = re.sub(TOKEN, lambda m: m[0] if m[0][0] in "\"'" else "", text, flags=re.S)
    text = re.sub(r"[ \t]+$", "", text, flags=re.M)
    return re.sub(r"\n{3,}", "\n\n", text).lstrip("\n")


def with_mistake(text, number):
    """The lines that are compiled with -DBUG=number."""
    out, open_ifs = [], []
    for line in text.split("\n"):
        test = re.match(r"\s*#if BUG (==|!=) (\d)", line)
        if test:
            open_ifs.append((number == int(test[2])) == (test[1] == "=="))
            continue
        if re.match(r"\s*#if", line):
            open_ifs.append(None)
        elif re.match(r"\s*#else", line) and open_ifs[-1] is not None:
            open_ifs[-1] = not open_ifs[-1]
            continue
        elif re.match(r"\s*#endif", line) and open_ifs.pop() is not None:
            continue
        if False not in open_ifs:
            out.append(line)
    return "\n".join(out)


def in_one_file(folder, number):
    """Headers before what includes them, main.c last."""
    seen, system, parts = set(), set(), []

    def add(path):
        if path in seen:
            return
        seen.add(path)
        text = without_comments(with_mistake(path.read_text(), number))
        if path.suffix == ".h":
            text = re.sub(r"^#ifndef \w+_H\n#define \w+_H\n", "", text, flags=re.M)
            text = re.sub(r"\n#endif\s*$", "\n", text)
        own = []
        for line in text.split("\n"):
            if line.startswith('#include "'):
                add(folder / line.split('"')[1])
            elif line.startswith("#include <"):
                system.add(line)
            else:
                own.append(line)
        parts.append("\n".join(own).strip("\n"))

    for path in sorted(folder.glob("*.c"), key=lambda p: (p.name == "main.c", p.name)):
        add(path)
    return "\n".join(sorted(system)) + "\n\n" + re.sub(r"\n{3,}", "\n\n", "\n\n".join(parts)) + "\n"


def is_fit(path, kind, used):
    """One violation, short enough to be read, and not so short that nothing has to be found."""
    text = path.read_text()
    return (
        path.stem not in used
        and "// xfail" not in text
        and "// args" not in text
        and not re.search(r"\.\d$", path.stem)
        and f"// expect: {kind}" in text
        and len(re.findall("// expect: (?!unproven)", text)) == 1
        and 18 < len(text.splitlines()) < 80
    )


def checked(check, source, out, name):
    command = [check, "--unproven=off", name, "--", "-D_GNU_SOURCE", f"-I{source}/annotations"]
    return subprocess.run(command, cwd=out, capture_output=True, text=True)


def planted(source, out, said, most, name, is_found):
    """At most so many mistakes that are found in the program as one file, OUT/NAME; static names may clash there."""
    programs = sorted(p.parent for p in (source / "corpus/programs").glob("*/expected.txt"))
    mistakes = [(p, n) for p in programs for n in (1, 2, 3) if f"{p.name} {n}" not in said]
    random.shuffle(mistakes)
    found = []
    for folder, number in mistakes:
        text = in_one_file(folder, number)
        (out / name).write_text(text)
        if len(found) < most and is_found():
            found.append(("planted", f"{folder.name} {number}", text))
    return found


def main():
    check, source, out = (pathlib.Path(a).resolve() for a in sys.argv[1:4])
    random.seed(int(sys.argv[4]))
    said = " ".join(pathlib.Path(f).read_text() for f in sys.argv[5:])
    used = set(re.findall(r"\w+", said))
    corpus = source / "corpus"
    items = []
    for kind, n in WANTED.items():
        fit = [p for p in sorted((corpus / "cases" / kind).glob("*.c")) if is_fit(p, kind, used)]
        random.shuffle(fit)
        items += [(kind, p.stem, without_comments(p.read_text())) for p in fit[:n]]
    out.mkdir(parents=True, exist_ok=True)
    items += planted(source, out, said, PLANTED, "01.c", lambda: checked(check, source, out, "01.c").returncode == 1)
    random.shuffle(items)
    with open(out / "KEY", "w") as key:
        for i, (kind, name, text) in enumerate(items, 1):
            (out / f"{i:02}.c").write_text(text)
            run = checked(check, source, out, f"{i:02}.c")
            if run.returncode != 1:
                sys.exit(f"{name}: status {run.returncode}: {run.stderr}")
            report = re.sub(r"^fbp-check: .*\n?", "", run.stdout, flags=re.M)
            (out / f"{i:02}.txt").write_text(report)
            print(f"{i:02} {kind} {name}", file=key)


if __name__ == "__main__":
    main()
