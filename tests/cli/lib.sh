# What the tests of the program share. A test sources this file; it then runs in an empty folder of its own,
# which is removed at the end. Every helper that finds something wrong prints it and ends the test.
#
#   run ARG...          runs fbp-check; its output is in ./out and ./err, its status in $status
#   status_is N         the status of the last run
#   out_is, err_is      the whole output, after `filter`, is the here-document on standard input
#   out_has, err_has    one whole line of it is this
#   err_lines N         number of lines on standard error
#   file NAME           makes a file from the here-document
#
# A terminal is never there; TMPDIR is a folder of the test's own, and must be empty after each run.
set -u
: "${FBP_CHECK:?path of the program under test}" "${FBP_SOURCE_DIR:?the source tree}"
unset FBP_CLANG FBP_RESOURCE_DIR NO_COLOR

folder=$(mktemp -d) || exit 1
folder=$(cd "$folder" && pwd -P)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/tmp" "$folder/work"
cd "$folder/work" || exit 1
PWD=$folder/work
TMPDIR=$folder/tmp
export PWD TMPDIR
last=

fail() {
    printf 'FAILED: %s\n' "$*"
    if [ -n "$last" ]; then
        printf -- '-- last run: fbp-check%s (status %s)\n' "$last" "$status"
        printf -- '-- standard output:\n'
        cat "$folder/out"
        printf -- '-- standard error:\n'
        cat "$folder/err"
    fi
    exit 1
}

run() {
    last=
    for argument; do
        last="$last $argument"
    done
    "$FBP_CHECK" "$@" >"$folder/out" 2>"$folder/err"
    status=$?
    [ -z "$(ls -A "$TMPDIR")" ] || fail "temporary files are left: $(ls -A "$TMPDIR")"
    [ "$status" -le 3 ] || fail "status $status: a crash?"
}

status_is() {
    [ "$status" -eq "$1" ] || fail "status is $status, not $1"
}

# Replaces what differs from machine to machine.
filter() {
    sed -e "s|$folder/work/||g" -e "s|$folder/work|WORK|g" -e "s|$folder|FOLDER|g" \
        -e "s|$FBP_SOURCE_DIR|SOURCE|g" "$1"
}

compare() {
    cat >"$folder/wanted"
    filter "$folder/$1" >"$folder/got"
    diff -u "$folder/wanted" "$folder/got" || fail "standard $1 is not what was expected (+: what it is)"
}

out_is() {
    compare out
}

err_is() {
    compare err
}

has_line() {
    filter "$folder/$1" | grep -qxF -- "$2" || fail "no such line on $1: $2"
}

out_has() {
    has_line out "$1"
}

err_has() {
    has_line err "$1"
}

err_lines() {
    n=$(wc -l <"$folder/err")
    [ "$n" -eq "$1" ] || fail "$n lines on standard error, not $1"
}

file() {
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}

# The last line of standard output is a summary, of N violations if N is given.
summary() {
    tail -n 1 "$folder/out" | grep -qE '^fbp-check: [0-9]+ tasks?, [0-9]+ places?: [0-9]+ proved, [0-9]+ unproven, [0-9]+ violations?; [0-9]+ believed \(--list-trusted\), [0-9]+ functions? unknown \(--list-unknown\)$' ||
        fail "the last line is no summary"
    [ $# -eq 0 ] || tail -n 1 "$folder/out" | grep -qE " $1 violations?; " || fail "not $1 violations"
}

# Takes it away, for findings whose counts are not the point of a test.
without_summary() {
    sed '$d' "$folder/out" >"$folder/findings"
    mv "$folder/findings" "$folder/out"
}

# FBP_CLANG becomes a script that notes its arguments, one a line, in ./clang.args (and runs clang).
record_clang() {
    real=$(command -v clang-19) || fail "clang-19 is not installed"
    cat >"$folder/clang" <<SCRIPT
#!/bin/sh
printf '%s\n' "\$@" >"$folder/work/clang.args"
pwd >"$folder/work/clang.dir"
exec "$real" "\$@"
SCRIPT
    chmod +x "$folder/clang"
    FBP_CLANG=$folder/clang
    export FBP_CLANG
}

clang_got() {
    grep -qxF -- "$1" clang.args || fail "clang was not given $1: $(tr '\n' ' ' <clang.args)"
}

clang_did_not_get() {
    if grep -qxF -- "$1" clang.args; then
        fail "clang was given $1: $(tr '\n' ' ' <clang.args)"
    fi
}

# A clean program of one task, and one with a violation: task 'count' writes 'total'.
clean_program() {
    file "$1" <<'SOURCE'
#include <pthread.h>
static void *count(void *arg)
{
    int *n = arg;
    *n = 1;
    return n;
}
int main(void)
{
    int n = 0;
    pthread_t t;
    if (pthread_create(&t, 0, count, &n) != 0)
        return 1;
    pthread_join(t, 0);
    return n;
}
SOURCE
}

bad_program() {
    file "$1" <<'SOURCE'
#include <pthread.h>
static int total;
static void *count(void *arg)
{
    total += *(int *)arg;
    return arg;
}
int main(void)
{
    int n = 0;
    pthread_t t;
    if (pthread_create(&t, 0, count, &n) != 0)
        return 1;
    pthread_join(t, 0);
    return n;
}
SOURCE
}
