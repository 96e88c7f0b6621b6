#!/usr/bin/env bash
# The demo: a pipeline that works, and what fbp-check says about it as it is and with two mistakes.
# Every claim that it prints is checked; the first that does not hold ends it with a failure.
#
#   demo.sh BUILD_DIR
set -euo pipefail
here=corpus/programs/demo
cd "$(dirname "$0")/../../.."
build=${1:?usage: demo.sh BUILD_DIR}
check=$build/bin/fbp-check
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() {
    printf '\n== %s\n' "$*"
}

fail() {
    printf 'demo: FAILED: %s\n' "$*" >&2
    exit 1
}

# line_of FILE TEXT: the number of the one line of FILE that contains TEXT.
line_of() {
    local found
    found=$(grep -nF -- "$2" "$here/$1" | cut -d: -f1)
    [ "$(wc -w <<<"$found")" = 1 ] || fail "'$2' is not on exactly one line of $1"
    echo "$found"
}

# expect TEXT: a line of the report contains it.
expect() {
    grep -qF -- "$1" "$work/report" || fail "the report does not say '$1'"
}

# run_check STATUS ARGS...: fbp-check on the whole program; the report is shown and kept.
run_check() {
    local wanted=$1 status=0
    shift
    echo "\$ $check $here/pipeline_*.c -- -D_GNU_SOURCE $*"
    "$check" "$here"/pipeline_*.c -- -D_GNU_SOURCE "$@" >"$work/report" || status=$?
    cat "$work/report"
    [ "$status" = "$wanted" ] || fail "exit status $status, expected $wanted"
}

say "The program: reader -> splitter -> filter -> counters -> writer, each a thread ($(cat $here/*.[ch] | wc -l) lines)"
clang-19 -std=c17 -D_GNU_SOURCE -O2 -g -pthread -Iannotations -o "$work/pipeline" $here/pipeline_*.c
cat $here/sample.txt LICENSE >"$work/text"
"$work/pipeline" "$work/text" | tee "$work/result"
# The same with tools that have been right for fifty years: join hyphenated lines, cut, sort, count.
awk '/-$/ { printf "%s", substr($0, 1, length - 1); next } { print }' "$work/text" |
    tr -cs 'A-Za-z' '\n' | tr 'A-Z' 'a-z' | awk 'length >= 4' | LC_ALL=C sort | uniq -c |
    LC_ALL=C sort -k1,1nr -k2,2 | awk 'NR <= 10 { printf "%7d %s\n", $1, $2 }' >"$work/wanted"
sed -n 1,10p "$work/result" | cmp -s - "$work/wanted" || fail "the pipeline counts other words than sort | uniq -c"
echo "(the same ten words as sort | uniq -c finds)"

say "1. As it is: no violation; what is not proved (of the counters' table, which all allocate through one function, for the most part) is said"
run_check 0
expect ' 0 violations'
expect "in 'table_append' are unproven: it may be global memory"
"$check" --list-tasks $here/pipeline_*.c -- -D_GNU_SOURCE >"$work/report"
for task in reader_run splitter_run filter_run counter_run writer_run; do
    expect "$task"
done

say "2. With a forgotten statistics counter, two calls below a task (-DPLANT_BUG)"
run_check 1 -DPLANT_BUG
expect "pipeline_table.c:$(line_of pipeline_table.c 'table_probes++'):"
expect '[fbp-global-write]'
expect 'table_probes'
expect 'counter_run'
expect 'table_add'

say "3. MiniAxon's mistake: a word is appended to an outbox and kept (-DPLANT_KEEP)"
cat <<'TEXT'
The splitter puts a word into its outbox, which is static, and goes on writing letters into it. From the
moment the outbox refers to it, the word is memory that everybody can reach: the writes to the outbox are
findings, and so are the writes to the word.
TEXT
run_check 1 -DPLANT_KEEP
expect "pipeline_splitter.c:$(line_of pipeline_splitter.c 'outbox[outbox_used++] = w'):"
expect "pipeline_packet.c:$(line_of pipeline_packet.c 'w->text[w->length++] = c'):"
expect 'splitter_run'

say "4. A word is looked at after it was sent on (-DPLANT_USE)"
run_check 1 -DPLANT_USE
expect "pipeline_filter.c:$(line_of pipeline_filter.c 'letters += w->length'):"
expect "'w->length' after 'w' was sent"
expect "through 'queue_send'"
expect '[fbp-use-after-send]'

say "demo: all as expected"
