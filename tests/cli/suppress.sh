# Suppressions: in the source and by file, with reasons; unused and wrong ones.
. "$(dirname "$0")/lib.sh"

file stats.c <<'SOURCE'
#include <pthread.h>

static int hits, misses, rest, twice, other;
static struct {
	int n[4];
} stats;

static void *worker(void *arg)
{
	hits++; // fbp-ok(global-write): an estimate
	/* fbp-ok(global-write): a second one */
	// fbp-ok( frozen-write, global-write ): on lines of its own
	misses++;
	stats.n[1]++;
	rest++;
	twice++;
	other = 1;
	return arg;
}

int main(void)
{
	pthread_t t;
	if (pthread_create(&t, 0, worker, 0))
		return 1;
	twice = 2; /* not by a task */
	return pthread_join(t, 0) + (hits + misses + rest + twice + other);
}
SOURCE
file known.txt <<'SUPPRESSIONS'
# counters
global-write object=stats.n[] task=work* # counted twice at most

global-write file=stats.c function=worker object=r?st	# fewer is no harm
global-write task=main # before anybody looks
global-write object=other file=src/* # in another folder
SUPPRESSIONS
run --suppressions known.txt stats.c
status_is 1
summary 2
without_summary
out_is <<'TEXT'
stats.c:16:7: error: task 'worker' writes global 'twice', which 'main' uses, too [fbp-global-write]
   16 | 	twice++;
      | 	     ^
stats.c:24:6: note: task 'worker' is started here by 'main'
stats.c:3: note: 'twice' is declared here: its value depends on timing (a data race: nothing is seen that orders the uses)
stats.c:26:8: note: 'main' writes 'twice' here
stats.c:3: note: to fix it, give the task its own 'twice', in a struct that is the task's argument: 'main' makes the struct before the start (line 24), and reads the result after the join
stats.c:3: note: or, if tasks are meant to share it, guard every use by one lock (or make it _Atomic), and declare that (<fbp/annotate.h>; the text is your reason, for readers): static int twice FBP_SHARED("guarded by YOUR_LOCK");
stats.c:17:8: error: task 'worker' writes global 'other', which 'main' uses, too [fbp-global-write]
   17 | 	other = 1;
      | 	      ^
stats.c:24:6: note: task 'worker' is started here by 'main'
stats.c:3: note: 'other' is declared here: 'main' uses it, too, though no such use was seen while the task runs: no race as it stands. But the rule is: a task changes only what no other code can reach (its local variables, its argument, what it allocates or receives)
stats.c:27:62: note: 'main' reads 'other' here
stats.c:3: note: to fix it, give the task its own 'other': a local variable, or, if it is needed longer or by others, a member of a struct that you pass as the task's argument
stats.c:3: note: or, if it is to stay where it is, declare that no two tasks use it at the same time (<fbp/annotate.h>; the text is your reason, for readers): static int other FBP_SHARED("one at a time");
TEXT
err_is <<'TEXT'
fbp-check: known.txt:6: suppresses no finding; take it out
fbp-check: stats.c:12: suppresses no finding; take it out
TEXT

# They are listed as what is believed, each with its reason, and count there alone.
run --suppressions known.txt --list-trusted stats.c
out_has "stats.c:10:6: suppression 'hits': an estimate"
out_has "stats.c:13:8: suppression 'misses': a second one"
out_has "stats.c:14:12: suppression 'stats.n[]': counted twice at most"
out_has "stats.c:15:6: suppression 'rest': fewer is no harm"

# Several files; with all suppressed the status is that of a clean program.
echo 'global-write object=twice # why not' >more.txt
echo 'global-write object=other # why not' >>more.txt
run --suppressions known.txt --suppressions more.txt --json=r.json stats.c
status_is 0
[ "$(jq '.findings | length' r.json)" = 0 ] || fail "suppressed findings are in the JSON"
[ "$(jq '[.trusted[] | select(.kind == "suppression")] | length' r.json)" = 7 ] ||
    fail "JSON does not list the suppressions"

# Mistakes: each gets its line, the others count, the status is that of wrong usage.
file wrong.txt <<'SUPPRESSIONS'
global-wirte object=hits # misspelt
global-write objects=hits # misspelt
global-write object= # nothing
global-write object=other
global-write object=other #
global-write object=twice # right
SUPPRESSIONS
file plain.c <<'SOURCE'
#include <pthread.h>
static int twice;
static const char *text = "fbp-ok(global-write)";
static void *worker(void *arg)
{
	twice = 1;
	return arg; // fbp-ok(global-write)
}
int main(void)
{
	pthread_t t;
	return pthread_create(&t, 0, worker, (void *)text) || pthread_join(t, 0); // fbp-ok(global): so
}
SOURCE
run --suppressions wrong.txt plain.c
status_is 2
err_is <<'TEXT'
fbp-check: wrong.txt:1: 'global-wirte' is no kind of finding; did you mean 'global-write'?
fbp-check: wrong.txt:2: 'objects': expected object=GLOB, function=GLOB, file=GLOB or task=GLOB
fbp-check: wrong.txt:3: 'object': expected object=GLOB, function=GLOB, file=GLOB or task=GLOB
fbp-check: wrong.txt:4: no reason; end the line with # and why this is all right
fbp-check: wrong.txt:5: no reason; end the line with # and why this is all right
fbp-check: plain.c:7: no reason; write // fbp-ok(KIND): why this is all right
fbp-check: plain.c:12: 'global' is no kind of finding; --explain names them
TEXT
out_has "fbp-check: 1 task, 1 place: 0 proved, 0 unproven, 0 violations; 2 believed (--list-trusted), 0 functions unknown (--list-unknown)"

run --suppressions missing.txt plain.c
status_is 2
err_has "fbp-check: --suppressions missing.txt: cannot be read: No such file or directory; check the name"
run --suppressions
status_is 2

# Unproven places, too; and what a compiler prints says nothing of suppressions.
file unproven.c <<'SOURCE'
#include <pthread.h>
extern int *somewhere(void);
static void *worker(void *arg)
{
	*somewhere() = 1; // fbp-ok(global-write): it returns memory of the caller's own
	return arg;
}
int main(void)
{
	pthread_t t;
	return pthread_create(&t, 0, worker, 0) || pthread_join(t, 0); // fbp-ok(global-write): unused
}
SOURCE
run --unproven=error unproven.c
status_is 0
run --only-violations=warning unproven.c
status_is 0
err_lines 0

# What stands in a literal is no comment, whatever it says; what follows the literal is one.
file literal.c <<'SOURCE'
#include <pthread.h>
#include <stdio.h>
static int a, b, c, d, e, f;
static const char *long_one = "begins \
// fbp-ok(global-write): no comment"; /* it's one that // goes
on: " */
static void *worker(void *arg)
{
	puts("// fbp-ok(global-write): no comment"); a++;
	puts("\"// fbp-ok(global-write): no comment"); b++;
	c += '"'; // fbp-ok(global-write): a comment
	d += 1'000; // fbp-ok(global-write): a comment
	puts("/*"); e++; /* fbp-ok(global-write): a comment */
	f += '\''; puts("//"); // fbp-ok(global-write): a comment
	return arg;
}
int main(void)
{
	pthread_t t;
	return pthread_create(&t, 0, worker, (void *)long_one) || pthread_join(t, 0);
}
SOURCE
run --unproven=off literal.c -- -std=c2x
status_is 1
err_lines 0
[ "$(grep -o "writes global '.'" "$folder/out")" = "writes global 'a'
writes global 'b'" ] || fail "literals are taken for comments, or comments for literals"
run --list-trusted literal.c -- -std=c2x
[ "$(grep -c 'suppression .*: a comment$' "$folder/out")" = 4 ] || fail "not four comments are found"
