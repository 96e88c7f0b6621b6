# The sentence of each form of finding, with source line, caret and path; unsynchronised ones come first.
. "$(dirname "$0")/lib.sh"

file m.c <<'SOURCE'
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct node {
	struct node *next;
	int value;
};
static struct node *list;
static atomic_int hits;
static int flag;
static const int limit = 3;
static int *cell = (int *)&limit;

static void *by_list(void *arg)
{
	list->value = 1;
	list->next->value = 2;
	return arg;
}

static void *by_atomic(void *arg)
{
	hits++;
	return arg;
}

static void *by_library(void *arg)
{
	return strtok(arg, " ");
}

static void *by_literal(void *arg)
{
	char *text = "literal";
	text[0] = 'L';
	*(int *)&limit = 4;
	return arg;
}

static void *by_static(void *arg)
{
	static int calls;
	/* ä中 */ calls++; free(list);
	return arg;
}

static void *reader(void *arg)
{
	*(int *)arg = flag;
	return arg;
}

int main(void)
{
	int n[6] = {0}; list = calloc(1, sizeof *list); list->next = calloc(1, sizeof *list);
	char text[] = "a b";
	pthread_t t[6];
	pthread_create(&t[0], 0, by_list, &n[0]);
	pthread_create(&t[1], 0, by_atomic, &n[1]);
	pthread_create(&t[2], 0, by_library, text);
	pthread_create(&t[3], 0, by_literal, &n[3]);
	pthread_create(&t[4], 0, by_static, &n[4]);
	pthread_create(&t[5], 0, reader, &n[5]);
	flag = 1;
	for (int i = 0; i < 6; i++)
		pthread_join(t[i], 0);
	return cell == 0;
}
SOURCE
run m.c
status_is 1
err_lines 0
summary 9
without_summary
out_is <<'TEXT'
m.c:11: note: memory reachable from global 'list' is written by tasks in 3 places [fbp-global-write]
m.c:19:14: error: task 'by_list' writes 'list->value', memory reachable from global 'list', which all tasks share [fbp-global-write]
   19 | 	list->value = 1;
      | 	            ^
m.c:61:2: note: task 'by_list' is started here by 'main'
m.c:11: note: 'list' is declared here: all tasks can reach what it points to
m.c:46:28: note: task 'by_static' (started in line 65) reads 'list' here
m.c:20:20: error: task 'by_list' writes 'list->next->value', memory reachable from global 'list', which all tasks share [fbp-global-write]
   20 | 	list->next->value = 2;
      | 	                  ^
m.c:61:2: note: task 'by_list' is started here by 'main'
m.c:11: note: 'list' is declared here: all tasks can reach what it points to
m.c:46:28: note: task 'by_static' (started in line 65) reads 'list' here
m.c:46:23: error: task 'by_static' frees 'list', memory reachable from global 'list', which all tasks share [fbp-global-write]
   46 | 	/* ä中 */ calls++; free(list);
      | 	                   ^
m.c:65:2: note: task 'by_static' is started here by 'main'
m.c:11: note: 'list' is declared here: all tasks can reach what it points to
m.c:19:2: note: task 'by_list' (started in line 61) reads 'list' here
m.c:11: note: to fix it, pass each task its own memory from malloc() as its argument, and let nothing in 'list' point to that memory: do not put it there, or take it out (set the pointers to it to NULL) before the task starts; or let the task allocate what it changes
m.c:11: note: or use one lock for every access, and declare FBP_CHANNEL (<fbp/annotate.h>) the struct that holds the lock and the data: tasks may share such a struct and what it holds
m.c:32:9: error: task 'by_library' calls 'strtok', which has hidden static state that all tasks share; use 'strtok_r' [fbp-global-write]
   32 | 	return strtok(arg, " ");
      | 	       ^
m.c:63:2: note: task 'by_library' is started here by 'main'
m.c:38:10: error: task 'by_literal' writes a string literal, "literal": string literals are read-only memory, with tasks or without [fbp-frozen-write]
   38 | 	text[0] = 'L';
      | 	        ^
m.c:64:2: note: task 'by_literal' is started here by 'main'
m.c:37: note: the literal stands here
m.c:37: note: to fix it, copy the text into an array or allocated memory, and change the copy
m.c:39:17: error: task 'by_literal' writes constant 'limit', which is declared const [fbp-frozen-write]
   39 | 	*(int *)&limit = 4;
      | 	               ^
m.c:64:2: note: task 'by_literal' is started here by 'main'
m.c:14: note: 'limit' is declared here, const
m.c:14: note: to fix it, change a copy, or do not declare it const
m.c:46:19: error: task 'by_static' writes global 'calls', which is not its own [fbp-global-write]
   46 | 	/* ä中 */ calls++; free(list);
      | 	               ^
m.c:65:2: note: task 'by_static' is started here by 'main'
m.c:45: note: 'calls' is declared here, static: there is one for all calls, whoever makes them. The rule: a task changes only what no other code can reach (its local variables, its argument, what it allocates or receives)
m.c:45: note: to fix it, remove 'calls', and what is written into it: nothing in the program reads it; or give the task its own 'calls', in a struct that is the task's argument: 'main' makes the struct before the start (line 65), and reads the result after the join
m.c:67:7: error: 'main' writes global 'flag' while task 'reader', which reads it, may be running [fbp-global-write]
   67 | 	flag = 1;
      | 	     ^
m.c:66:2: note: task 'reader' is started here by 'main'
m.c:13: note: 'flag' is declared here: its value depends on timing (a data race: nothing is seen that orders the uses)
m.c:52:16: note: task 'reader' reads 'flag' here
m.c:13: note: to fix it, write 'flag' before the task starts (line 66), or after the join
m.c:13: note: or, if the task is to see the new value while it runs, make the variable _Atomic (or guard every use by one lock), and declare that (<fbp/annotate.h>; the text is your reason, for readers): static _Atomic int flag FBP_SHARED("atomic");
m.c:26:6: error: task 'by_atomic' writes global 'hits', which is not its own (atomic) [fbp-global-write]
   26 | 	hits++;
      | 	    ^
m.c:62:2: note: task 'by_atomic' is started here by 'main'
m.c:12: note: 'hits' is declared here: any code can use it by its name, also if none was found that does. The rule: a task changes only what no other code can reach (its local variables, its argument, what it allocates or receives)
m.c:12: note: each write is atomic, but tasks still affect each other by what they write here (--accept=atomic accepts such writes)
TEXT
exit 0
