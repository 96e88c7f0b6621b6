# The text of a finding, whole: position, sentence, source line, caret, path.
. "$(dirname "$0")/lib.sh"

file pipeline.c <<'SOURCE'
#include <pthread.h>

static int total;

static void add(int *counter, int n)
{
	*counter += n;
}

static void *split(void *arg)
{
	/* ä */ add(&total, *(int *)arg);
	return arg;
}

int main(void)
{
	int n = 1;
	pthread_t t;
	if (pthread_create(&t, 0, split, &n) != 0)
		return 1;
	pthread_join(t, 0);
	return 0;
}
SOURCE
run pipeline.c
status_is 1
err_lines 0
summary 1
without_summary
out_is <<'TEXT'
pipeline.c:7:11: error: task 'split' writes '*counter', that is global 'total', which is not its own [fbp-global-write]
    7 | 	*counter += n;
      | 	         ^
pipeline.c:20:6: note: task 'split' is started here by 'main'
pipeline.c:12:11: note: 'add' is called here by 'split', with '&total' as 'counter'
pipeline.c:3: note: 'total' is declared here: any code can use it by its name, also if none was found that does. The rule: a task changes only what no other code can reach (its local variables, its argument, what it allocates or receives)
pipeline.c:3: note: to fix it, give the task its own 'total', in a struct that is the task's argument: 'main' makes the struct before the start (line 20), and reads the result after the join
pipeline.c:3: note: or, if it is to stay where it is, declare that no two tasks use it at the same time (<fbp/annotate.h>; the text is your reason, for readers): static int total FBP_SHARED("one at a time");
TEXT
run --json r.json pipeline.c
[ "$(jq -r '.findings[0].help' r.json | head -1)" = \
    "to fix it, give the task its own 'total', in a struct that is the task's argument: 'main' makes the struct before the start (line 20), and reads the result after the join" ] ||
    fail "JSON does not say what to do"
exit 0
