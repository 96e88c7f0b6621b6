#!/usr/bin/env python3
"""What is found in real programs that carry their units is what is found in their sources.

    tests/carried/real.py BUILD_DIR NAME...

NAME is one that corpus/real/run has fetched and built: BUILD_DIR/real/NAME/src has a compile_commands.json. Each unit is
compiled at -O2 -g with the plugin. Where there are several programs, or a library, one program is linked from its own objects
and an archive of the library's, as its build does; else the objects are given. Text, JSON, SARIF (but for the command line)
and standard error must be those of fbp-check -p for a database of the units that the linker took, byte for byte; the text also
that for the program as fbp-check finds it in the whole database.

Also told: the size of the sections against that of the objects, and how long both ways take.
"""
import json
import os
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

# of CMake's targets: the program, and the library that it is linked with, under one name or another
LINKED = {"curl": ("curl", ("libcurl", "libcurl_static")), "libuv": ("uv_run_tests_a", ("uv_a",))}


def compile_unit(entry, plugin, output):
    words = entry.get("arguments") or shlex.split(entry["command"])
    made, rest, skip = "", [], False
    for word, following in zip(words[1:], words[2:] + [""]):
        if skip:
            skip = False
        elif word == "-o":
            made, skip = following, True
        elif word != "-c" and not word.startswith(("-O", "-g")):
            rest.append(word)
    command = ["clang-19", "-w", *rest, "-O2", "-g", "-fno-discard-value-names", "-c", "-o", output, f"-fpass-plugin={plugin}"]
    subprocess.run(command, check=True, cwd=entry["directory"], env=dict(os.environ, FBP_PLUGIN_SECTION="1", FBP_PLUGIN_NAMES="1"))
    return made


def compile_all(source, plugin, work):
    with open(f"{source}/compile_commands.json", encoding="utf-8") as file:
        entries = json.load(file)
    outputs = [f"{work}/{number}-{os.path.basename(entry['file'])}.o" for number, entry in enumerate(entries)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = pool.map(lambda entry, output: compile_unit(entry, plugin, output), entries, outputs)
        return list(zip(outputs, made, entries))


def link(name, objects, work):
    """What is given to fbp-check, the options that say the same of the database, and the entries of the units in it."""
    if name not in LINKED:
        return [path for path, _, _ in objects], [], [entry for _, _, entry in objects]
    program, libraries = LINKED[name]
    own = [path for path, made, _ in objects if f"/{program}.dir/" in made]
    rest = [path for path, made, _ in objects if any(f"/{library}.dir/" in made for library in libraries)]
    if not own or not rest:
        sys.exit(f"{name}: no units of {program}, or of {' or '.join(libraries)}")
    subprocess.run(["ar", "rcs", f"{work}/lib.a", *rest], check=True)
    trace = subprocess.run(["clang-19", *own, f"{work}/lib.a", "-Wl,--unresolved-symbols=ignore-all", "-Wl,--trace,--trace", "-o",
                            f"{work}/{program}"], check=True, capture_output=True, text=True).stdout
    taken = {line.replace(")", "/").rpartition("/")[2] for line in trace.splitlines()}  # (lib.a)member.o
    return [f"{work}/{program}"], ["--program", program], [entry for path, _, entry in objects if os.path.basename(path) in taken]


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


def compare(build, name):
    source, work = f"{build}/real/{name}/src", f"{build}/real/{name}/carried"
    subprocess.run(["rm", "-rf", work], check=True)
    os.makedirs(work)
    objects = compile_all(source, f"{build}/lib/fbp-plugin.so", work)
    given, options, entries = link(name, objects, work)
    with open(f"{work}/compile_commands.json", "w", encoding="utf-8") as file:
        json.dump(entries, file)
    of_database, slow = check(build, source, ["-p", source, *options], f"{work}/database")
    of_sources, _ = check(build, source, ["-p", work, *options], f"{work}/sources")
    of_carried, fast = check(build, source, given, f"{work}/carried")
    other = [form for form in of_carried if of_carried[form] != of_sources[form]]
    if of_carried["text"] != of_database["text"]:
        other.append("text of the database's program")
    print(f"{name}: {len(objects)} units, {'OTHER ' + ', '.join(other) if other else 'the same findings'}; sections "
          f"{100 * sizes(objects):.1f}% of the objects; {slow:.1f} s from sources, {fast:.1f} s carried", flush=True)
    return not other


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    build = os.path.abspath(sys.argv[1])
    results = [compare(build, name) for name in sys.argv[2:]]
    sys.exit(0 if all(results) else 1)


main()
