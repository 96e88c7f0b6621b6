# Models: the user's own, unreadable ones, ones with mistakes; what is believed and what is unknown.
. "$(dirname "$0")/lib.sh"

file spawn.c <<'SOURCE'
typedef void task_fn(void *);
int my_spawn(task_fn *f, void *arg);
void log_it(const char *text);
static int total;
static void work(void *arg)
{
    log_it("working");
    total += *(int *)arg;
}
int main(void)
{
    static int n;
    return my_spawn(work, &n);
}
SOURCE
run spawn.c
grep -q '^fbp-check: 0 tasks, ' "$folder/out" || fail "a task without a model"
run --list-unknown spawn.c
grep -q "unknown function 'my_spawn' (1 call)" "$folder/out" || fail "my_spawn is not listed"
summary

file spawn.h <<'SOURCE'
#include <fbp/annotate.h>
int my_spawn(void (*f)(void *), void *arg) FBP_SPAWNS(1, 2);
void log_it(const char *text) FBP_READS(1);
SOURCE
run --model spawn.h spawn.c
status_is 1
err_lines 0
summary 1
grep -q '^fbp-check: 1 task, .* 0 functions unknown' "$folder/out" || fail "the model was not used"
run --model=spawn.h --list-trusted spawn.c
out_has "model 'spawn.h': log_it, my_spawn"
summary 1

# Unreadable: said, the rest is done without it.
run --model missing.h spawn.c
status_is 3
err_has "fbp-check: --model missing.h: No such file or directory; check the name"
summary

# Nor is it the end for the models after it.
mkdir folder
run --model folder --model missing.h --model spawn.h spawn.c
status_is 3
err_is <<'TEXT'
fbp-check: --model folder: Is a directory; name a file
fbp-check: --model missing.h: No such file or directory; check the name
TEXT
summary 1

# A mistake has a position; what was understood is used.
file wrong.h <<'SOURCE'
#include <fbp/annotate.h>
int my_spawn(void (*f)(void *), void *arg) FBP_SPAWNS(1, 2);
void log_it(const char *text) FBP_READS(4);
SOURCE
run --model wrong.h spawn.c
status_is 3
err_is <<'TEXT'
fbp-check: wrong.h:3:31: FBP_READS: position 4 is out of range: the function has 1 parameter; use 1
TEXT
grep -q '^fbp-check: 1 task, ' "$folder/out" || fail "the good part of the model was not used"

file syntax.h <<'SOURCE'
int my_spawn(
SOURCE
run --model syntax.h spawn.c
status_is 3
grep -qE "^fbp-check: syntax.h:[0-9]+:[0-9]+: .*; correct it, the rest of the model is used$" "$folder/err" || fail "no position"
err_lines 2 # the other: there is no task now
summary

# For the plugin of fbp-cc: the user's own alone.
run --model spawn.h --write-models written
status_is 0
grep -q '^func.my_spawn' written || fail "the model is not written"
[ "$(grep -c '^func' written)" -eq 2 ] || fail "more than the model is written"
run --model wrong.h --write-models written
status_is 3
run --model spawn.h --write-models nowhere/written
status_is 2
err_has "fbp-check: --write-models nowhere/written: cannot be written: No such file or directory; name another file"

# What is no text at all is one line, not one for each byte.
cp "$FBP_CHECK" binary.h
run --model binary.h --model spawn.h spawn.c
status_is 3
grep -qE "^fbp-check: binary.h:1:[0-9]+: .* \(and [0-9]+ more errors\); correct it, the rest of the model is used$" "$folder/err" ||
    fail "not the first error alone"
err_lines 1
summary 1

# Trusted functions and shared variables are listed with the reason.
file trusted.c <<'SOURCE'
#include <fbp/annotate.h>
static FBP_SHARED("a counter for the log") int hits;
static int cache;
FBP_TRUSTED("has its own lock") static void put(int n) { cache = n; }
FBP_TASK void work(int *n) { hits++; put(*n); }
int main(void) { return 0; }
SOURCE
run --list-trusted trusted.c
status_is 0
grep -qE "^trusted.c:4: trusted function 'put': has its own lock$" "$folder/out" || fail "put is not listed"
grep -qE "^trusted.c:2: shared variable 'hits': a counter for the log$" "$folder/out" || fail "hits is not listed"
summary 0
exit 0
