#!/usr/bin/env python3
"""Is what the wrapper knows of clang's arguments what clang 19 knows itself?

    arguments_table.py SOURCE_DIR LLVM_INCLUDE_DIR

analyzer/cc/arguments.def must have every option of clang's driver that takes following arguments as its value, with
their number, and may have no other; and no entry that stands for anything that begins so may swallow an option that
takes values. clang's own table is in its header Options.inc.
"""

import re
import subprocess
import sys

FORMS = {
    "Separate": "NEXT",
    "JoinedOrSeparate": "EITHER",
    "JoinedAndSeparate": "PREFIX_NEXT",
}
TAKES = re.compile(r"NEXT|EITHER")


def clang_options(include):
    """Spelling -> form, of what the driver accepts and is followed by values."""
    text = f'#include "{include}/clang/Driver/Options.inc"\n'
    macros = "#define OPTION(PREFIX, NAME, ID, KIND, G, A, AA, F, VISIBILITY, PARAM, ...) @;PREFIX;NAME;KIND;VISIBILITY;PARAM\n"
    done = subprocess.run(["clang-19", "-E", "-P", "-"], input=macros + text, capture_output=True, text=True, check=True)
    options = {}
    for line in done.stdout.splitlines():
        fields = [field.strip() for field in line.split(";")]
        if fields[0] != "@" or not re.search("DefaultVis|ClangOption", fields[4]):
            continue
        prefixes, name, kind, parameter = fields[1], fields[2].strip('"'), fields[3], fields[5]
        form = FORMS.get(kind) or (f"NEXT_{parameter}" if kind == "MultiArg" else None)
        if form is None or not name.startswith("-"):
            continue
        options[name] = form
        if prefixes == "prefix_4":  # with one dash and with two
            options["-" + name] = form
    return options


def our_table(source):
    with open(f"{source}/analyzer/cc/arguments.def", encoding="utf-8") as f:
        return dict(re.findall(r'^ARGUMENT\("([^"]+)", (\w+), ', f.read(), re.MULTILINE))


def main():
    clang, ours = clang_options(sys.argv[2]), our_table(sys.argv[1])
    wrong = [f"{name}: clang takes values ({form}), the table has {ours.get(name, 'nothing')}"
             for name, form in clang.items() if ours.get(name) != form]
    wrong += [f"{name}: the table takes values ({form}), clang none"
              for name, form in ours.items() if TAKES.match(form) and name not in clang]
    if len(clang) < 100:
        wrong.append(f"only {len(clang)} options with values were found in clang's table")
    print("\n".join(wrong) if wrong else f"{len(clang)} options with values agree")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
