#!/usr/bin/env python3
"""What run-time checks cost real programs, beside ThreadSanitizer and AddressSanitizer.

    real_checked.py BUILD_DIR [NAME...]             (default: all of LOADS)

Each program of corpus/real/builds is made unmodified at -O2 -g1 by clang-19, by fbp-cc in both modes and with the sanitizers;
the builds run in turns (side_by_side.py). What its authors mean is accepted, and models are given, as by ./dev checked;
full writes what else it finds into a file, once for each place, and goes on. The sanitizers' own reports are off.
"""
import os
import shlex
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from side_by_side import FLAGS, MODES, SMALL, Table, figures_of, in_turns, run, switched, words

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT / "corpus/real"
QUIET = {"TSAN_OPTIONS": "report_bugs=0", "ASAN_OPTIONS": "detect_leaks=0"}
BYTES = 32 << 20

LUA = """
local words, n = {}, 0
for i = 1, 300000 do words[i] = tostring(i * 7919 % 300007) end
table.sort(words)
for word in table.concat(words, " "):gmatch("%d+") do n = n + #word end
local function fib(k) if k < 2 then return k end return fib(k - 1) + fib(k - 2) end
local grid = {}
for y = 1, 400 do grid[y] = {} for x = 1, 400 do grid[y][x] = (x * y) % 7 end end
for _ = 1, 4 do for y = 2, 399 do for x = 2, 399 do grid[y][x] = (grid[y - 1][x] + grid[y + 1][x] + grid[y][x - 1]) % 11 end end end
print(n, fib(29), grid[200][200])
"""


def write_text(file):
    """Words that a compressor finds half of: the same on each machine."""
    state, out = 1, bytearray()
    while len(out) < BYTES:
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        out += b"%d line %x of the load\n" % (state >> 58, state >> 24 & 0xFFFFFF)
    file.write_bytes(out[:BYTES])


def compress(*options):
    """A load: the program compresses 32 MiB by two threads; what comes out may depend on their order, so its size is not compared."""
    def once(exe, work, _env):
        load = work / "load"
        if not load.exists():
            write_text(load)
        packed = work / "packed"
        seconds, mib, _ = run([exe, *(option.format(load=load, packed=packed) for option in options)], work / "figures", env=_env)
        return seconds, mib, b""
    return once


def lua(exe, work, env):
    script = work / "load.lua"
    script.write_text(LUA)
    return run([exe, script], work / "figures", env=env)


def sqlite(exe, work, env):
    (work / "test.db").unlink(missing_ok=True)
    seconds, mib, output = run([exe, "--size", "40", work / "test.db"], work / "figures", env=env)
    return seconds, mib, b"".join(line.split(b"...")[0] for line in output.splitlines() if b"TOTAL" not in line)


def client(path, number, failures):
    """Sets and gets of one connection, a hundred in a batch."""
    value = b"x" * 300
    with socket.socket(socket.AF_UNIX) as s:
        s.connect(path)
        answers = s.makefile("rb")
        for batch in range(300):
            keys = [b"key%d-%d" % (number, (batch * 97 + i) % 5000) for i in range(100)]
            s.sendall(b"".join(b"set %s 0 0 300\r\n%s\r\n" % (key, value) for key in keys))
            if any(answers.readline() != b"STORED\r\n" for _ in keys):
                failures.append(number)
            for _ in range(4):
                s.sendall(b"get %s\r\n" % b" ".join(keys))
                found = 0
                while (line := answers.readline()) and line != b"END\r\n":
                    found += line.startswith(b"VALUE")
                if found != len(keys):
                    failures.append(number)


def connect(path, server):
    while server.poll() is None:
        try:
            s = socket.socket(socket.AF_UNIX)
            s.connect(path)
            return s
        except OSError:
            s.close()
    return sys.exit(f"bench: memcached ended with {server.returncode}")


def memcached(exe, work, env):
    """The server under four clients; what counts is the server's time."""
    path, figures, failures = str(work / "socket"), work / "figures", []
    command = [exe, "-u", "root", "-A", "-t", "2", "-s", path]
    server = subprocess.Popen(SMALL + words([figures, *command]), env=env)
    with connect(path, server) as s:
        clients = [threading.Thread(target=client, args=(path, i, failures)) for i in range(4)]
        for c in clients:
            c.start()
        for c in clients:
            c.join()
        s.sendall(b"shutdown graceful\r\n")
    if server.wait() != 0 or failures:
        sys.exit(f"bench: {exe}: status {server.returncode}, connections with wrong answers: {failures}")
    return *figures_of(figures), b""


# name: what is made (nothing: what the .build file makes), the program, the load
LOADS = {
    "lbzip2": ([], "src/lbzip2", compress("-n", "2", "-k", "-f", "{load}")),
    "pixz": ([], "src/pixz", compress("-p", "2", "-i", "{load}", "-o", "{packed}")),
    "lua": ([], "src/lua", lua),
    "sqlite": (["speedtest1"], "speedtest1", sqlite),
    "memcached": (["memcached"], "memcached", memcached),
}


def compiler(name, mode, work, tools):
    """One word, as other people's builds want it."""
    command = ["clang-19", *FLAGS.get(mode, [])]
    if mode in ("residual", "full"):
        command = [str(tools / "fbp-cc"), f"--fbp-checks={mode}"]
        command += [f"--fbp-model={m}" for m in model(name)]
        command += ["--fbp-accept=locked,atomic", *(f"--fbp-suppressions={a}" for a in accepted(name))]
    script = work / f"{mode}-cc"
    script.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
    script.chmod(0o755)
    return script


def model(name):
    return [m for m in (REAL / f"models/{name}.h", REAL / f"models/checks/{name}.h") if m.exists()][:1]


def accepted(name):
    return [a for a in [REAL / "accepted" / name] if a.exists()]


def environment(name, mode, work):
    options = [f"suppressions={a}" for a in accepted(name)]
    if mode == "full":
        options += [f"log_path={work}/report", "halt_on_error=0", "max_reports=0"]
    return os.environ | QUIET | {"FBP_OPTIONS": ":".join(options)}


def make(name, mode, work, build):
    targets, exe, _ = LOADS[name]
    env = os.environ | QUIET | {"CC": str(compiler(name, mode, work, build / "bin")), "CFLAGS": "-O2 -g1"}
    done = subprocess.run([REAL / "make_in", name, build, work / mode, *targets], env=env, check=False, stdout=sys.stderr)
    if done.returncode != 0:
        sys.exit(f"bench: {name} was not made in mode {mode}")
    return work / mode / exe


def measure(name, build):
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        exes = {mode: make(name, mode, work, build) for mode in MODES}
        environments = {mode: environment(name, mode, work) for mode in MODES}
        best = in_turns(name, exes, lambda mode, exe: LOADS[name][2](exe, work, environments[mode]))
        return best, *switched(exes["residual"], build / "bin", *(f"--model={m}" for m in model(name)))


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    build = Path(sys.argv[1]).resolve()
    table = Table("real programs")
    for name in sys.argv[2:] or list(LOADS):
        table.row(name, *measure(name, build))
    table.means()


main()
