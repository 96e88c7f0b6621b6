#!/usr/bin/env python3
"""What is found in real programs that carry their units is what is found in their sources.

    tests/carried/real.py BUILD_DIR NAME...

NAME is one that corpus/real/run has fetched and built: BUILD_DIR/real/NAME/src has a compile_commands.json. Each unit is
compiled at -O2 -g with the plugin. Where programs share a library, each is linked from its own objects and an archive of the
library's, as its build does; else the program is linked from all objects. It is checked as a program, as the objects that the
linker took, and as an archive of them; a library also as an archive and as a shared object. Text, JSON, SARIF (but for the
command line) and standard error must be those of fbp-check -p for a database of the same units, byte for byte; the text also
that for the program as fbp-check finds it in the whole database. Only what a program is called may differ in objects and archives,
which have no name: JSON calls it after the unit with main then.

Also told: the size of the sections against that of the objects, and how long both ways take.
"""
import json
import os
import re
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

# Programs that share a library, which is all the other units without a main, by what the names of their own objects contain.
PROGRAMS = {
    "curl": {"curl": "/curl.dir/"},
    "libuv": {"uv_run_tests_a": "/uv_run_tests_a.dir/"},
    "lua": {"lua": "/lua.o", "luac": "/luac.o"},
    "zlib": {"example": "/example.o", "minigzip": "/minigzip.o"},
}
LIBRARY = ["--library"]


def compile_unit(entry, plugin, output):
    """Makes OUTPUT, and returns what the build called it."""
    words = entry.get("arguments") or shlex.split(entry["command"])
    made, rest, skip = os.path.splitext(os.path.basename(entry["file"]))[0] + ".o", [], False
    for word, following in zip(words[1:], words[2:] + [""]):
        if skip:
            skip = False
        elif word == "-o":
            made, skip = following, True
        elif word != "-c" and not word.startswith(("-O", "-g")):
            rest.append(word)
    command = ["clang-19", "-w", *rest, "-O2", "-g", "-fno-discard-value-names", "-c", "-o", output, f"-fpass-plugin={plugin}"]
    subprocess.run(command, check=True, cwd=entry["directory"], env=dict(os.environ, FBP_PLUGIN_SECTION="1", FBP_PLUGIN_NAMES="1"))
    return os.path.join(entry["directory"], made)


def compile_all(source, plugin, work):
    """(object, what the build called it, entry of the database) for each unit."""
    with open(f"{source}/compile_commands.json", encoding="utf-8") as file:
        entries = json.load(file)
    outputs = [f"{work}/{number}-{os.path.basename(entry['file'])}.o" for number, entry in enumerate(entries)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda entry, output: compile_unit(entry, plugin, output), entries, outputs)
        return list(zip(outputs, made, entries))


def archive(objects, output):
    subprocess.run(["ar", "rcs", output, *(path for path, _, _ in objects)], check=True)
    return output


def link(inputs, output, *options):
    """What the linker took of OBJECTS and archives, by the names of the files."""
    trace = subprocess.run(["clang-19", *inputs, *options, "-Wl,--unresolved-symbols=ignore-all", "-Wl,--trace,--trace", "-o", output],
                           check=True, capture_output=True, text=True).stdout
    return {line.replace(")", "/").rpartition("/")[2] for line in trace.splitlines()}  # (lib.a)member.o


def only_program(build, source):
    """What fbp-check calls the one program of the database: it is linked under that name."""
    listed = subprocess.run([f"{build}/bin/fbp-check", "-p", ".", "--list-programs"], cwd=source, check=True, capture_output=True, text=True)
    (program,) = re.findall(r": program '(.*)' of ", listed.stdout)
    return program


def defines_main(path):
    return " T main\n" in subprocess.run(["nm", "-g", path], check=True, capture_output=True, text=True).stdout


def linked_things(name, objects, build, source, work):
    """For each program and library: what it is called, the options that say the same of the database, the objects in it, and
    the ways to give it to fbp-check."""
    programs = PROGRAMS.get(name) or {only_program(build, source): "/"}
    library = [one for one in objects if not any(own in one[1] for own in programs.values()) and not defines_main(one[0])]
    if library:
        so, units = f"{work}/lib/lib.so", archive(library, f"{work}/lib/lib.a")
        link([path for path, _, _ in library], so, "-shared", "-Wl,-Bsymbolic")
        yield "library", LIBRARY, library, {"archive": [units], "shared object": [so]}
    for program, own in programs.items():
        output = f"{work}/{program}"
        own = [path for path, made, _ in objects if own in made]
        if not own:
            sys.exit(f"{name}: no units of {program}")
        taken = link(own + ([units] if library else []), output)
        within = [one for one in objects if os.path.basename(one[0]) in taken]
        yield program, ["--program", program] if library else [], within, {
            "program": [output], "objects": [path for path, _, _ in within], "archive": [archive(within, f"{output}.a")]}


def sizes(objects):
    section = whole = 0
    for path, _, _ in objects:
        subprocess.run(["objcopy", "--dump-section", f".fbp={path}.fbp", path, f"{path}.copy"], check=True)
        section += os.path.getsize(f"{path}.fbp")
        whole += os.path.getsize(path)
        os.unlink(f"{path}.copy")
    return section / (whole - section)


def check(build, source, arguments, output):
    """The outputs by their form, and the time taken."""
    start = time.time()
    run = subprocess.run([f"{build}/bin/fbp-check", *arguments, "--json", f"{output}.json", "--sarif", f"{output}.sarif"],
                         cwd=source, capture_output=True, check=False)
    if run.returncode > 1:
        sys.exit(f"fbp-check {arguments[0]}: status {run.returncode}: {run.stderr.decode()}")
    found = {"text": run.stdout, "messages": run.stderr}
    for form in "json", "sarif":
        with open(f"{output}.{form}", "rb") as file:
            found[form] = b"".join(line for line in file if b'"commandLine": ' not in line)
    return found, time.time() - start


def nameless(text):
    """JSON without what the one program is called."""
    (name,) = {program["name"] for program in json.loads(text)["programs"]}
    return re.sub(rb'("(?:name|program)": )"%s"' % re.escape(name.encode()), rb'\1""', text)


def compare_one(build, source, work, thing):
    """What differs, way by way, and how long it took from the whole database, and from the first of the ways."""
    called, options, objects, ways = thing
    with open(f"{work}/compile_commands.json", "w", encoding="utf-8") as file:
        json.dump([entry for _, _, entry in objects], file)
    of_sources, slow = check(build, source, ["-p", work, *options], f"{work}/{called}-sources")
    other, fast = [], []
    if options != LIBRARY:  # of which a whole database has more units: those of programs that define no main
        of_database, slow = check(build, source, ["-p", source, *options], f"{work}/{called}-database")
        if of_database["text"] != of_sources["text"]:
            other.append("text of the whole database")
    for way, given in ways.items():
        of_carried, seconds = check(build, source, given + (LIBRARY if options == LIBRARY else []), f"{work}/{called}-{way.split()[0]}")
        expected = dict(of_sources)
        if way != "program" and options != LIBRARY:
            expected["json"], of_carried["json"] = (nameless(found["json"]) for found in (of_sources, of_carried))
        other += [f"{form} of the {way}" for form in of_carried if of_carried[form] != expected[form]]
        fast.append(seconds)
    return other, slow, fast[0]


def compare(build, name):
    source, work = f"{build}/real/{name}/src", f"{build}/real/{name}/carried"
    subprocess.run(["rm", "-rf", work], check=True)
    os.makedirs(f"{work}/lib")
    objects = compile_all(source, f"{build}/lib/fbp-plugin.so", work)
    same = True
    print(f"{name}: {len(objects)} units, sections {100 * sizes(objects):.1f}% of the objects", flush=True)
    for thing in linked_things(name, objects, build, source, work):
        other, slow, fast = compare_one(build, source, work, thing)
        same = same and not other
        print(f"{name}: {thing[0]} of {len(thing[2])} units, as {', '.join(thing[3])}: {'OTHER ' + ', '.join(other) if other else 'the same findings'}; "
              f"{slow:.1f} s from sources, {fast:.1f} s carried", flush=True)
    return same


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    build = os.path.abspath(sys.argv[1])
    results = [compare(build, name) for name in sys.argv[2:]]
    sys.exit(0 if all(results) else 1)


main()
