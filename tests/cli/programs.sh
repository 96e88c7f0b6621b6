# One database, several programs: which there are, what each consists of, and how one report covers them.
. "$(dirname "$0")/lib.sh"

# entry FILE COMMAND: one more entry of the database; database: writes it.
entries=
entry() {
    entries="$entries${entries:+,}{\"directory\": \"$folder/work\", \"file\": \"$1\", \"command\": \"$2\"}"
}
database() {
    printf '[%s]\n' "$entries" >compile_commands.json
    entries=
}

# Two programs with a library of two files; one of them needs but one.
file log.c <<'SOURCE'
int lines;
void log_it(void) { lines++; }
SOURCE
file util.c <<'SOURCE'
int twice(int n) { return 2 * n; }
SOURCE
worker() {
    cat <<SOURCE
#include <pthread.h>
void log_it(void);
int twice(int n);
static void *$1(void *arg)
{
    log_it();
    return arg;
}
int main(void)
{
    pthread_t t;
    if (pthread_create(&t, 0, $1, 0) != 0)
        return 1;
    pthread_join(t, 0);
    return $2;
}
SOURCE
}
worker serve 'twice(1) - 2' >server.c
worker ask 0 >client.c
for f in server.c client.c log.c util.c; do
    entry $f "cc -c $f"
done
database
run --list-programs -p .
status_is 0
err_lines 0
out_is <<'TEXT'
server.c: program 'server' of 3 units
client.c: program 'client' of 2 units
fbp-check: 2 programs; 0 units in none
TEXT

# All are checked; a finding that both have is printed once and names them; counts are sums.
run -p .
status_is 1
err_lines 0
out_is <<'TEXT'
log.c:2:26: error: task 'serve' writes global 'lines', which is not its own (in all 2 programs) [fbp-global-write]
    2 | void log_it(void) { lines++; }
      |                          ^
server.c:12:9: note: task 'serve' is started here by 'main'
server.c:6:5: note: 'log_it' is called here by 'serve'
log.c:1: note: 'lines' is declared here: any code can use it by its name, also if none was found that does. The rule: a task changes only what no other code can reach (its local variables, its argument, what it allocates or receives)
log.c:1: note: to fix it, remove 'lines', and what is written into it: nothing in the program reads it; or give the task its own 'lines', in a struct that is the task's argument: 'main' makes the struct before the start (server.c:12), and reads the result after the join
server: 1 task, 1 place: 0 proved, 0 unproven, 1 violation
client: 1 task, 1 place: 0 proved, 0 unproven, 1 violation
fbp-check: 2 tasks, 2 places: 0 proved, 0 unproven, 2 violations; 1 believed (--list-trusted), 0 functions unknown (--list-unknown)
TEXT
cp "$folder/out" both
for jobs in 1 2; do
    run -j $jobs -p .
    cmp -s "$folder/out" both || fail "-j $jobs changes the report"
done
run --quiet -p .
[ "$(wc -l <"$folder/out")" -eq 1 ] || fail "--quiet prints more than the summary"
run --list-tasks -p .
out_has "client.c:4: task 'ask' (started at client.c:12, in client)"
run --json out.json --sarif out.sarif --github -p .
for f in out.json out.sarif; do
    tr -d ' \n' <$f | grep -qF '"programs":["server","client"]' || fail "$f does not name the programs"
done
grep -q '^::error .*(in all 2 programs)$' "$folder/out" || fail "--github does not name the programs"
tr -d ' \n' <out.json | grep -qF '"programs":[{"name":"server","file":"server.c","library":false,"units":3,"tasks":1' ||
    fail "the JSON has no list of programs"

# One of them, by name or file; an unknown one.
run --program client -p .
status_is 1
summary 1
out_has "client.c:6:5: note: 'log_it' is called here by 'ask'"
grep -q 'programs' "$folder/out" && fail "one program is named as one of several"
run --program server.c --program client -p .
summary 2
run --program cliemt -p .
status_is 2
err_has "fbp-check: --program cliemt: no such program; there are server, client"
err_lines 1
summary 0
run --program cliemt --program client --json r.json -p .
status_is 2
err_lines 1
summary 1
[ "$(jq -c '[.complete, .summary.violations]' r.json)" = "[false,1]" ] || fail "not what there is in the JSON"

# The same with files that are named, with and without a database.
run --list-programs server.c client.c log.c util.c
out_has "fbp-check: 2 programs; 0 units in none"
run --list-programs -p . server.c log.c
out_has "server.c: program 'server' of 2 units"
run --task serve --program client -p .
status_is 2
err_has "fbp-check: --task serve: no such function with a body in what was given; check the name, or give the file that defines it"

# What no program needs is not checked, and said; names that are twice become those of files.
mkdir -p a b
echo 'int main(void) { return 0; }' >a/main.c
cp a/main.c b/main.c
echo 'int plugin(void) { return 0; }' >plugin.c
entry a/main.c "cc -c a/main.c -o a/main.o"
entry b/main.c "cc -c b/main.c -o b/main.o"
entry plugin.c "cc -c plugin.c"
database
run --list-programs -p .
out_is <<'TEXT'
a/main.c: program 'a/main.c' of 1 unit
b/main.c: program 'b/main.c' of 1 unit
fbp-check: 2 programs; 1 unit in none
TEXT
run -p .
status_is 0
err_has "fbp-check: 1 unit is in no program and not checked (plugin.c); --library checks what it exports"

# The names of targets: Automake's prefix, CMake's and Meson's folders, a program that is made at once, a link.
for place in tool-main.o CMakeFiles/tool.dir/main.c.o tool.p/main.c.o tool@exe/main.c.o tool; do
    entry a/main.c "cc $(case $place in *.o) echo -c ;; esac) a/main.c -o $place"
    database
    run --list-programs -p .
    out_has "a/main.c: program 'tool' of 1 unit"
done
entry a/main.c "cc -c a/main.c"
entry util.c "cc -c util.c"
entry plugin.c "cc -c plugin.c"
entry main.o "cc main.o util.o -o tool"
database
run --list-programs -p .
status_is 0
err_lines 0
out_has "a/main.c: program 'tool' of 2 units"

# One source, compiled alike for two targets: two programs.
entry a/main.c "cc -c a/main.c -o CMakeFiles/one.dir/main.c.o"
entry a/main.c "cc -c a/main.c -o CMakeFiles/two.dir/main.c.o"
database
run --list-programs -p .
out_has "a/main.c: program 'one' of 1 unit"
out_has "a/main.c: program 'two' of 1 unit"
exit 0
