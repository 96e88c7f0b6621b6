# Tasks: found, named by hand, missing.
. "$(dirname "$0")/lib.sh"

bad_program bad.c
run --list-tasks bad.c
status_is 1
grep -q "^bad.c:3: task 'count' (started at bad.c:12)$" "$folder/out" || fail "count is not listed"
summary 1

# A program without tasks: how to name one. It is no error.
file none.c <<'SOURCE'
int total;
void work(int *n) { total += *n; }
int main(void) { return 0; }
SOURCE
run none.c
status_is 0
err_is <<'TEXT'
fbp-check: no tasks found: name a task function with --task NAME, mark it FBP_TASK, or give a model of the function that starts it (--model FILE)
TEXT
grep -q '^fbp-check: 0 tasks, ' "$folder/out" || fail "not 0 tasks"

run --task work none.c
status_is 1
err_lines 0
grep -q '^none.c:2:[0-9]*: error: .*\[fbp-global-write\]$' "$folder/out" || fail "no violation in work"
run --task=work --list-tasks none.c
grep -q "^none.c:2: task 'work' (--task)$" "$folder/out" || fail "work is not listed"

run --task wurk none.c
status_is 2
err_has "fbp-check: --task wurk: no such function with a body; did you mean 'work'?"
summary
run --task unrelated none.c
status_is 2
err_has "fbp-check: --task unrelated: no such function with a body in what was given; check the name, or give the file that defines it"
exit 0
