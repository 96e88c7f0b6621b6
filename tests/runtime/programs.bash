# What run.sh of kinds and of clean share; sourced with its arguments: FBP_CC ANNOTATIONS CASE.c WORK. It then is in the case's
# folder, with an empty folder $work.
#
#   built OPTION...   the case, as $work/prog; else it is a failure
#   fail WHAT...      one more failure, of the build that $how names
#   finish WHAT       the last line, and the exit status
cc=$(realpath "$1") annotations=$(realpath "$2") case=$(realpath "$3")
rm -rf "$4"
mkdir -p "$4"
work=$(realpath "$4") name=$(basename "$case" .c) failures=0
cd "$(dirname "$case")" || exit 1

fail() {
    echo "FAILED $name, $how: $*"
    failures=$((failures + 1))
}

built() {
    "$cc" "$@" -g -Wall -Wextra -Werror -Wno-fuse-ld-path "-I$annotations" "-I$annotations/../runtime/include" "$name.c" -pthread -o "$work/prog" >"$work/cc" 2>&1 && return
    fail "it is not built: $(cat "$work/cc")"
    return 1
}

finish() {
    [ "$failures" -eq 0 ] && echo "run.sh: $name: $1"
    exit $((failures > 0))
}
