#!/bin/sh
# The runner of the corpus must refuse what is wrong. Each file below selftest/wrong is a case with one mistake
# and says what the runner must answer ("must say: TEXT"); nothing is registered. Then the runner itself: a
# folder without cases, a folder that is not there, a name that is no case, an analyzer that cannot be run.
#
#   selftest.sh SCRATCH CORPUS_RUN [OPTIONS] FBP_CHECK CLANG ANNOTATIONS
set -u
scratch=$1/selftest
shift
here=$(cd "$(dirname "$0")/selftest" && pwd)
rm -rf "$scratch"
mkdir -p "$scratch/empty"
tests=0 failed=0

fail() {
    failed=$((failed + 1))
    echo "FAIL $1"
}

# refuse STATUS TEXT COMMAND...: the command ends with that status and prints that text.
refuse() {
    want=$1 text=$2
    shift 2
    tests=$((tests + 1))
    "$@" >"$scratch/out" 2>&1
    status=$?
    [ $status -eq "$want" ] || fail "'$text': exit status $status, not $want"
    grep -qF -- "$text" "$scratch/out" || { fail "'$text' was not said:"; cat "$scratch/out"; }
}

for path in "$here"/wrong/*; do
    file=$path
    [ -d "$path" ] && file=$path/README.md
    name=$(basename "$path" .c)
    text=$(sed -n 's,^.*must say: \(.*[^ */]\)[ */]*$,\1,p' "$file")
    [ -n "$text" ] || fail "$name does not say what must be said about it"
    refuse 1 "$text" "$@" "$here/wrong" "$name"
    refuse 1 "FAIL $name" "$@" "$here/wrong" "$name"
done

refuse 2 "there are no cases in this folder" "$@" "$scratch/empty"
refuse 2 "there are no cases in this folder" "$@" "$scratch/not-there"
refuse 2 "not all of the cases named are there" "$@" "$here/wrong" no_such_case
refuse 2 "usage:" "$1"

runner=$1 # the same with an analyzer that is not there, and one that prints no report
refuse 1 "exit status -1" "$runner" "$scratch/nothing" clang-19 "$here" "$here/wrong" no_task
refuse 1 "not a report in JSON" "$runner" /bin/true clang-19 "$here" "$here/wrong" no_task

echo "selftest of the corpus runner: $tests checks, $failed failed"
[ $failed -eq 0 ]
