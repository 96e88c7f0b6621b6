# What the tests of the program share, besides tests/lib.sh. A test sources this file; it then runs in an empty folder.
#
#   run ARG...          runs fbp-check; its output is in ../out and ../err, its status in $status
#   run_by COMMAND...   the same, where COMMAND... runs it
#   misused TEXT ARG... runs it, with one line on standard error, this one, and status 2
#   out_has, err_has    one whole line of it is this
#   err_lines N         number of lines on standard error
#   file NAME           makes a file from the here-document
#
# A terminal is never there; TMPDIR is a folder of the test's own, and must be empty after each run.
set -u
: "${FBP_CHECK:?path of the program under test}" "${FBP_SOURCE_DIR:?the source tree}"
. "$FBP_SOURCE_DIR/tests/lib.sh"
mkdir "$folder/work"
cd "$folder/work" || exit 1
PWD=$folder/work
TMPDIR=$folder/tmp
export PWD TMPDIR

run() {
    run_by "$FBP_CHECK" "$@"
}

run_by() {
    run_command "$@"
    [ -z "$(ls -A "$TMPDIR")" ] || fail "temporary files are left: $(ls -A "$TMPDIR")"
    [ "$status" -le 3 ] || fail "status $status: a crash?"
}

# Replaces what differs from machine to machine.
filter() {
    sed -e "s|$folder/work/||g" -e "s|$folder/work|WORK|g" -e "s|$folder|FOLDER|g" \
        -e "s|$FBP_SOURCE_DIR|SOURCE|g" "$1"
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

misused() {
    message=$1
    shift
    run "$@"
    status_is 2
    err_has "fbp-check: $message"
    err_lines 1
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
