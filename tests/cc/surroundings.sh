# Where fbp-cc runs: command lines as long as they may be, and folders on PATH that have it under a compiler's name.
. "$(dirname "$0")/lib.sh"

whole() {
    carries "$1"
    run "$FBP_CHECK" --quiet "$1"
    ! grep -q "not analysed" "$folder/err" || fail "$1 was not analysed"
}

# A command line that fits as it is, and not with what we add: clang compiles it, and so do we.
cat >long.py <<'PY'
import os, subprocess, sys
compiler, level, output = sys.argv[1:]
environment = {"PATH": os.environ["PATH"]}
macros = [f"-DX{i}={'x' * 100000}" for i in range(min(os.sysconf("SC_ARG_MAX"), 6 << 20) // 100000 - 1)]
def works(more, program):
    words = [compiler, level, "-c", "b.c", "-o", output, *macros, "-DY=" + "y" * (more // 2), "-DZ=" + "z" * (more - more // 2)]
    try:
        return subprocess.run(words, executable=program, env=environment).returncode == 0
    except OSError:
        return False
low, high = 0, 260000
while low < high:  # the longest that can be started at all
    middle = (low + high + 1) // 2
    low, high = (middle, high) if works(middle, "/bin/true") else (low, middle - 1)
sys.exit(0 if works(low - len(compiler) - 20, compiler) else 1)
PY
run python3 long.py clang-19 -O2 x.o
status_is 0
for level in -O2 -O0; do
    run python3 long.py "$FBP_CC" $level x.o
    status_is 0
    carries x.o
done

# As ccache is used: links by compilers' names. Behind us on PATH is the compiler that is meant.
mkdir links
ln -s "$FBP_CC" links/clang-19
for level in -O2 -O0; do
    run timeout 60 env PATH="$PWD/links:$PATH" clang-19 $level -c b.c -o x.o
    status_is 0
    silent
    whole x.o
    run timeout 60 env PATH="$PWD/links:$PATH" "$FBP_CC" $level -c b.c -o x.o
    status_is 0
    silent
    whole x.o
done
run timeout 60 env PATH="$PWD/links:$PATH" clang-19 a.c b.c -o prog
status_is 0
silent
whole prog
run "$(command -v timeout)" 60 env PATH="$PWD/links" "$FBP_CC" -c b.c
status_is 1
echo "fbp-cc: cannot run a clang-19 that is not fbp-cc: No such file or directory; install clang-19, or set FBP_CLANG" | err_is
exit 0
