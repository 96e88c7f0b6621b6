#!/usr/bin/env python3
"""What run-time checks cost real programs, beside ThreadSanitizer and AddressSanitizer.

    real_checks.py BUILD_DIR [NAME...]            (default: lbzip2 pixz memcached lua sqlite)

Each program is built by its own makefiles (corpus/real/builds), at -O2, with clang-19, with fbp-cc in both modes (its model and
what is accepted of it given, as in build_checked; full reports and goes on), and with the sanitizers. The builds run in turns, three
times each, and the least time counts: of the processor, all threads together. Memory is the most that was resident. lbzip2 and pixz
compress 32 MB with two threads; memcached answers a small generator of load, whose own time does not count; lua and sqlite
(speedtest1) have no tasks. BUILD_DIR/real/download has the sources (./dev real).
"""
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
from math import exp, log
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT / "corpus/real"
RUNS = 3
MODES = ["clang", "residual", "full", "tsan", "asan"]
SANITIZERS = {"tsan": "-fsanitize=thread", "asan": "-fsanitize=address"}
BUILD = """
set -euo pipefail
here=$1 name=$2 cache=$3
say() { :; }
. "$here/builds/$name.build"
. "$here/fetch.sh"
fetch >&2
tar --strip-components=1 -xf "$cache/$tarball"
[ -z "${just_unpack:-}" ] || exit 0
configure_it >&2
make_it >&2
"""
LUA = """local t = {}
for i = 1, 1500000 do t[i] = tostring(i * i) end
table.sort(t)
local text, n = table.concat(t, " "), 0
for w in text:gmatch("%d+") do n = n + 1 end
local function fib(k) return k < 2 and k or fib(k - 1) + fib(k - 2) end
print(n, fib(32))
"""


def fail(text):
    sys.exit(f"real_checks.py: {text}")


# ---- builds ----


def compiler(name, mode, build, work):
    """One word that compiles, and the flags of it."""
    if mode in ("residual", "full"):
        words = [build / "bin/fbp-cc", f"--fbp-checks={mode}"]
        for model in (REAL / f"models/{name}.h", REAL / f"models/checks/{name}.h"):
            if model.exists():
                words.append(f"--fbp-model={model}")
        if mode == "residual":
            words.append("--fbp-accept=locked,atomic")
            if (REAL / "accepted" / name).exists():
                words.append(f"--fbp-suppressions={REAL}/accepted/{name}")
    else:
        words = ["clang-19"] + ([SANITIZERS[mode]] if mode in SANITIZERS else [])
    script = work / f"{mode}-cc"
    script.write_text("#!/bin/sh\nexec " + " ".join(f"'{w}'" for w in words) + ' "$@"\n')
    script.chmod(0o755)
    return script


def make(name, mode, build, work):
    folder = work / mode
    folder.mkdir()
    cc = compiler(name, mode, build, work)
    env = dict(os.environ, CC=str(cc), CFLAGS="-O2 -g1 -w", ASAN_OPTIONS="detect_leaks=0", SOURCE_DATE_EPOCH="0")
    if name == "sqlite":
        env["just_unpack"] = "1"
    done = subprocess.run(["bash", "-c", BUILD, "build", REAL, name, build / "real/download"], cwd=folder, env=env, capture_output=True, check=False)
    if done.returncode == 0 and name == "sqlite":
        amalgamate = "./configure --disable-tcl >/dev/null && make sqlite3.c >/dev/null && \"$0\" -O2 -g1 -w -I. -DSQLITE_OMIT_LOAD_EXTENSION " \
            "-DSQLITE_THREADSAFE=0 sqlite3.c test/speedtest1.c -o speedtest1 -lm"
        done = subprocess.run(["sh", "-c", amalgamate, cc], cwd=folder, env=dict(env, CC="clang-19"), capture_output=True, check=False)
    if done.returncode != 0:
        fail(f"{name} is not built with {mode}:\n{(done.stdout + done.stderr).decode(errors='replace')[-2000:]}")
    return folder


# ---- runs ----


def innermost(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return innermost(int(children[0])) if children else pid


def timed(command, work, during=None):
    """Seconds of the processor, MiB, standard output. Between a process and its exec the most memory is the parent's: a shell."""
    figures = work / "figures"
    small = ["sh", "-c", 'command time -f "%U %S %M" -o "$0" "$@"', figures]
    process = subprocess.Popen([str(w) for w in small + command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=work)
    if during is not None:
        during()
        os.kill(innermost(process.pid), signal.SIGINT)
    out, err = process.communicate()
    if process.returncode != 0 and during is None:
        fail(f"status {process.returncode} of {' '.join(map(str, command))}:\n{err.decode(errors='replace')[-2000:]}")
    user, system, kib = figures.read_text().splitlines()[-1].split()
    return float(user) + float(system), int(kib) / 1024, out


def text_of(megabytes):
    """Text that compresses as prose does."""
    chance = random.Random(1)
    words = ["".join(chance.choice("etaoinshrdlu") for _ in range(chance.randint(2, 9))) for _ in range(5000)]
    out, size = [], 0
    while size < megabytes << 20:
        line = " ".join(chance.choices(words, k=12)) + "\n"
        out.append(line)
        size += len(line)
    return "".join(out)[: megabytes << 20]


def load_of(port):
    """Four connections that set and get."""
    def connect():
        for _ in range(200):
            try:
                return socket.create_connection(("127.0.0.1", port))
            except OSError:
                subprocess.run(["sleep", "0.05"], check=False)
        return fail("memcached does not answer")

    def generate():
        links = [connect() for _ in range(4)]
        value = b"x" * 100
        for i in range(300):
            for n, link in enumerate(links):
                request = []
                for k in range(50):
                    key = b"key%d" % ((i * 50 + k * 7 + n * 1009) % 4000)
                    request += [b"set %s 0 0 100\r\n%s\r\n" % (key, value), b"get %s\r\n" % key, b"get %s\r\n" % key]
                link.sendall(b"".join(request))
            for link in links:
                left = 50 * 3
                data = b""
                while data.count(b"STORED\r\n") + data.count(b"END\r\n") < left:
                    got = link.recv(1 << 16)
                    if not got:
                        fail("memcached has gone")
                    data += got
        for link in links:
            link.close()

    return generate


def runs(name, folder, work):
    if name in ("lbzip2", "pixz"):
        data = work / "data"
        if not data.exists():
            data.write_text(text_of(32))
        if name == "lbzip2":
            return lambda: timed([folder / "src/lbzip2", "-n", "2", "-k", "-c", data], work)
        return lambda: timed([folder / "src/pixz", "-p", "2", "-1", "-t", data, work / "data.xz"], work)
    if name == "lua":
        (work / "load.lua").write_text(LUA)
        return lambda: timed([folder / "src/lua", work / "load.lua"], work)
    if name == "sqlite":
        return lambda: ((work / "test.db").unlink(missing_ok=True), timed([folder / "speedtest1", "--size", "30", "test.db"], work))[1][:2] + (b"",)
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    server = [folder / "memcached", "-U", "0", "-l", "127.0.0.1", "-p", str(port), "-t", "2", "-u", "root", "-m", "64"]
    return lambda: timed(server, work, load_of(port))


def measure(name, build):
    with tempfile.TemporaryDirectory() as root:
        work = Path(root)
        folders = {mode: make(name, mode, build, work) for mode in MODES}
        best = {mode: (float("inf"), 0.0) for mode in MODES}
        expected = None
        for _ in range(RUNS):
            for mode in MODES:
                os.environ["FBP_OPTIONS"] = "halt_on_error=0:log_path=/dev/null" if mode == "full" else \
                    f"suppressions={REAL}/accepted/{name}" if (REAL / "accepted" / name).exists() else ""
                os.environ["TSAN_OPTIONS"] = "report_bugs=0:exitcode=0"
                os.environ["ASAN_OPTIONS"] = "detect_leaks=0"
                seconds, mib, output = runs(name, folders[mode], work)()
                expected = output if expected is None else expected
                if output != expected and name != "memcached":
                    fail(f"{name}: {mode} prints something else")
                best[mode] = min(best[mode], (seconds, mib))
        return best


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    build = Path(sys.argv[1]).resolve()
    names = sys.argv[2:] or ["lbzip2", "pixz", "memcached", "lua", "sqlite"]
    print("| real programs | clang, s | MiB | " + " | ".join(f"{m} | MiB" for m in MODES[1:]) + " |")
    print("| --- " * (3 + 2 * (len(MODES) - 1)) + "|")
    ratios = {mode: [] for mode in MODES}
    for name in names:
        best = measure(name, build)
        base, base_mib = best["clang"]
        cells = [f"{base:.2f}", f"{base_mib:.0f}"]
        for mode in MODES[1:]:
            ratios[mode].append(best[mode][0] / base)
            cells += [f"{best[mode][0] / base:.2f}", f"{best[mode][1] / base_mib:.2f}"]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
    mean = [f"{exp(sum(map(log, ratios[m])) / len(names)):.2f} | " for m in MODES[1:]]
    print("| geometric mean | | | " + " | ".join(mean) + " |")


main()
