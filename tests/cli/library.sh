# Libraries: exported functions may be called by any task. With --library, and for a database without main.
. "$(dirname "$0")/lib.sh"

cat >counter.c <<'SOURCE'
static int total;
static int step(int n) { return n + 1; }
void counter_add(int *n) { *n = step(*n); total += *n; }
void counter_reset(int *n) { *n = 0; }
SOURCE
cat >main.c <<'SOURCE'
void counter_reset(int *n);
int main(void) { int n; counter_reset(&n); return n; }
SOURCE

run counter.c
status_is 0
run --library counter.c
status_is 1
summary 1
err_lines 0
run --library --list-tasks counter.c
out_has "counter.c:3: task 'counter_add' (exported)"
out_has "counter.c:4: task 'counter_reset' (exported)"
grep -q "'step'" "$folder/out" && fail "a static function is not exported"

# What defines main is no part of it.
run --library --list-programs counter.c main.c
out_is <<'TEXT'
counter.c: library 'library' of 1 unit
fbp-check: 1 program; 0 units in none
TEXT

# A database without main is a library, and a line says so; of a file that is compiled twice one copy is taken.
file compile_commands.json <<JSON
[{"directory": "$folder/work", "file": "counter.c", "command": "cc -c counter.c -o static.o"},
 {"directory": "$folder/work", "file": "counter.c", "command": "cc -fPIC -c counter.c -o shared.o"}]
JSON
run -p .
status_is 1
summary 1
err_has "fbp-check: no unit in . defines main: checked as a library, as with --library"
err_lines 1
run --json - -p .
tr -d ' \n' <"$folder/out" | grep -qF '"library":true' || fail "the JSON does not say that it is a library"

echo 'int other(void) { return LEVEL; }' >>counter.c
file compile_commands.json <<JSON
[{"directory": "$folder/work", "file": "counter.c", "command": "cc -DLEVEL=1 -c counter.c -o one.o"},
 {"directory": "$folder/work", "file": "counter.c", "command": "cc -DLEVEL=2 -c counter.c -o two.o"}]
JSON
run -p .
err_has "fbp-check: warning: 'counter_add' is defined in counter.c (one.o) and in counter.c (two.o); the first is taken, leave one out with --exclude OBJECT"
err_lines 2
run --library -p . --exclude two.o
err_lines 0
summary 1

# Only part of a database is no library: its callers were left out on purpose.
run -p . counter.c --exclude two.o
status_is 0

# Nothing to check as a library.
run --library main.c
status_is 3
err_has "fbp-check: --library: every unit defines main; leave --library out to check programs"
exit 0
