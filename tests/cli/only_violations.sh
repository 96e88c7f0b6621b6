# --only-violations: what a compiler would print, and nothing else. --append-sarif: one log for several programs.
. "$(dirname "$0")/lib.sh"

bad_program bad.c
clean_program clean.c
run --only-violations=warning bad.c
status_is 1
err_lines 0
out_is <<'TEXT'
bad.c:5:11: warning: task 'count' writes global 'total', which is not its own [fbp-global-write]
    5 |     total += *(int *)arg;
      |           ^
bad.c:12:9: note: task 'count' is started here by 'main'
bad.c:2: note: 'total' is declared here: any code can use it by its name, also if none was found that does. The rule: a task changes only what no other code can reach (its local variables, its argument, what it allocates or receives)
bad.c:2: note: to fix it, remove 'total', and what is written into it: nothing in the program reads it; or give the task its own 'total', in a struct that is the task's argument: 'main' makes the struct before the start (line 12), and reads the result after the join
TEXT
run --only-violations=error bad.c
status_is 1
out_has "bad.c:5:11: error: task 'count' writes global 'total', which is not its own [fbp-global-write]"

# Nothing to say: no summary, no hint that there are no tasks.
echo "int main(void) { return 0; }" >none.c
for source in clean.c none.c; do
    run --only-violations=warning $source
    status_is 0
    err_lines 0
    [ ! -s "$folder/out" ] || fail "something on standard output"
done
# Violations that are errors fail a link, whatever else was wrong: an option, a suppression, an output.
sed 's|total +=.*|& // fbp-ok(global-write)|' bad.c >no_reason.c
run --only-violations=warning no_reason.c
status_is 2
run --only-violations=error no_reason.c
status_is 1
err_has "fbp-check: no_reason.c:5: no reason; write // fbp-ok(KIND): why this is all right"
run --only-violations=error bad.c --append-sarif nowhere/log.sarif
status_is 1
run --only-violations=error bad.c --task nothing
status_is 1
run --only-violations=error bad.c missing.c
status_is 1
run --only-violations=error clean.c missing.c
status_is 3
"$FBP_CHECK" --only-violations=error bad.c >/dev/full 2>"$folder/err"
status=$?
status_is 1

# Sources are read for suppressions where a finding lies, and nowhere else.
sed 's|total +=.*|& // fbp-ok(global-write): an estimate|' bad.c >estimate.c
echo "int elsewhere(void) { return 0; } // fbp-ok(global-write)" >elsewhere.c
run --only-violations=warning estimate.c elsewhere.c
status_is 0
err_lines 0
[ ! -s "$folder/out" ] || fail "something on standard output"
run --quiet estimate.c elsewhere.c
status_is 2
err_has "fbp-check: elsewhere.c:1: no reason; write // fbp-ok(KIND): why this is all right"

run --only-violations=note bad.c
status_is 2
err_has "fbp-check: --only-violations=note: expected warning|error"

runs() {
    jq -r '.runs[] | "\(.automationDetails.id) \(.results | length) \(.tool.driver.name)"' log.sarif >"$folder/runs"
    printf '%s\n' "$@" | diff - "$folder/runs" || fail "other runs are in the log"
}
run --append-sarif log.sarif bad.c
status_is 1
run --append-sarif log.sarif clean.c
status_is 0
runs "bad.c 1 fbp-check" "clean.c 0 fbp-check"
[ "$(jq -r .version log.sarif)" = 2.1.0 ] || fail "the log has no version"
clean_program bad.c
run --append-sarif log.sarif bad.c
runs "clean.c 0 fbp-check" "bad.c 0 fbp-check"
# It is what --sarif writes, but for the name.
run --sarif alone.sarif bad.c
run --append-sarif log.sarif bad.c
jq -S '.runs[-1] | del(.automationDetails, .invocations)' log.sarif >"$folder/one"
jq -S '.runs[0] | del(.invocations)' alone.sarif | diff - "$folder/one" || fail "another run than --sarif's"

echo '{"runs": 1}' >wrong.json
run --append-sarif wrong.json bad.c
status_is 2
err_has "fbp-check: --append-sarif wrong.json: is no SARIF log; name another file"
run --append-sarif nowhere/log.sarif bad.c
status_is 2
err_has "fbp-check: --append-sarif nowhere/log.sarif: cannot be written: No such file or directory; create the folder 'nowhere', or name another file"
exit 0
