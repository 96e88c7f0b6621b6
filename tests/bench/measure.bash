# What the benchmarks share; a script that sources this has the build folder as its first argument.
#
# Times are of the processor, the best of three runs: other work on the machine disturbs them least so. What is printed
# are tables of Markdown: docs/bench.md holds those of one run.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build=$(realpath "${1:?usage: $(basename "$0") BUILD_DIR ...}")
check=$build/bin/fbp-check
[ -x "$check" ] || {
    echo "$0: no $check (./dev bench builds it)" >&2
    exit 1
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# real NAME: the folder of a program of corpus/real, fetched and built.
real() {
    "$root/corpus/real/run" --build "$1" "$build" >&2
    echo "$build/real/$1/src"
}

# Status 1 of fbp-check says that it has found something; any other failure, or one of another program, ends it all.
quietly() {
    local status=0
    "$@" >"$work/out" 2>&1 || status=$?
    [ $status = 0 ] || [ "$status $1" = "1 $check" ] || {
        tail -20 "$work/out" >&2
        echo "$0: status $status: $*" >&2
        exit 1
    }
}

# seconds COMMAND...: processor time, with that of all children, of the best of three runs; of one, if $once is set.
seconds() {
    local run TIMEFORMAT='%U %S'
    for run in 1 2 3; do
        [ $run = 1 ] || [ -z "${once:-}" ] || break
        { time quietly "$@" 2>&3; } 2>&1
    done 3>&2 | awk '{ t = $1 + $2 } NR == 1 || t < best { best = t } END { if (NR == 0) exit 1; printf "%.2f", best }'
}

# compiled DATABASE_FOLDER OPTION...: the database's units with clang-19 and these options, one after the other.
compiled() {
    python3 "$root/corpus/real/compile_all.py" "$1/compile_commands.json" 1 clang-19 "${@:2}"
}

# number FILE WORDS: what stands behind these words in what --stats wrote, summed over programs.
number() {
    grep -oE "$2 [0-9.]+" "$1" | awk '{ n += $NF } END { if (NR == 0) exit 1; printf "%.10g", n }'
}

# times FILE: seconds of the processor for linking and models, phase A and phase B, as --stats wrote them of one run.
times() {
    sed -n 's/^processor seconds: link and models \([0-9.]*\), phase A \([0-9.]*\), phase B \([0-9.]*\);.*/\1 \2 \3/p' "$1" |
        awk '{ s += $1 + $2 + $3 } END { if (NR == 0) exit 1; print s }'
}

ratio() {
    awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'
}
