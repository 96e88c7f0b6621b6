#!/bin/sh
# The runner of the corpus must refuse what is wrong. Each file below selftest/wrong is a case with one mistake
# and says what the runner must answer ("must say: TEXT"); nothing is registered. Then the runner itself: a
# folder without cases, a folder that is not there, a name that is no case, an analyzer that cannot be run; and
# what it does with golden texts.
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

# say STATUS TEXT COMMAND...: the command ends with that status and prints that text.
say() {
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
    say 1 "$text" "$@" "$here/wrong" "$name"
    say 1 "FAIL $name" "$@" "$here/wrong" "$name"
done

# Golden texts: one that is missing, made, right, different in one sentence, of no case, of a case without findings,
# in a place that cannot be written, and no text at all for what is known to fail.
cases=$scratch/cases
mkdir -p "$cases"
cp "$here"/golden/*.c "$cases"
say 1 "there is no golden/counter.txt" "$@" "$cases"
say 1 "corpus_run --update" "$@" "$cases"
say 0 "new golden/counter.txt" "$@" --update "$cases"
say 0 "3 cases: 2 as expected, 1 known failures, 0 failed" "$@" "$cases"
tests=$((tests + 1))
diff "$here/golden/counter.txt" "$cases/golden/counter.txt" || fail "the golden text is not the one that was read by people"
[ "$(ls "$cases/golden")" = counter.txt ] || fail "a golden text was made for a case that needs none"
tests=$((tests + 1))
(cd "$cases" && "$@" . >/dev/null) || fail "the golden text depends on the folder in which the runner runs"
sed -i 's/is started here by/starts at/' "$cases/golden/counter.txt"
say 1 "  - counter.c:15:9: note: task 'worker' starts at 'main'" "$@" "$cases"
say 1 "  + counter.c:15:9: note: task 'worker' is started here by 'main'" "$@" "$cases"
say 0 "changed golden/counter.txt" "$@" --update "$cases" counter
cp "$cases/golden/counter.txt" "$cases/golden/clean.txt"
cp "$cases/golden/counter.txt" "$cases/golden/gone.txt"
touch "$cases/golden/notes"
say 1 "golden/clean.txt is of a case without findings" "$@" "$cases" clean
say 1 "golden/gone.txt belongs to no case" "$@" "$cases" gone
say 1 "golden/notes belongs to no case" "$@" "$cases" notes
rm "$cases/golden/notes"
say 0 "removed golden/clean.txt" "$@" --update "$cases" clean
say 0 "removed golden/gone.txt" "$@" --update "$cases"
rm -r "$cases/golden"
touch "$cases/golden"
say 1 "golden/counter.txt cannot be written" "$@" --update "$cases" counter

say 2 "there are no cases in this folder" "$@" "$scratch/empty"
say 2 "there are no cases in this folder" "$@" "$scratch/not-there"
say 2 "not all of the cases named are there" "$@" "$here/wrong" no_such_case
say 2 "usage:" "$1"

runner=$1 # the same with an analyzer that is not there, and one that prints no report
say 1 "exit status -1" "$runner" "$scratch/nothing" clang-19 "$here" "$here/wrong" no_task
say 1 "not a report in JSON" "$runner" /bin/true clang-19 "$here" "$here/wrong" no_task

echo "selftest of the corpus runner: $tests checks, $failed failed"
[ $failed -eq 0 ]
