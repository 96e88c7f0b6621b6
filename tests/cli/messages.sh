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
m.c:19:14: error: task 'by_list' writes memory reachable from global 'list' [fbp-global-write]
   19 | 	list->value = 1;
      | 	            ^
m.c:61:2: note: task 'by_list' is started here by 'main'
m.c:11: note: 'list' is declared here
m.c:20:20: error: task 'by_list' writes memory reachable from global 'list' [fbp-global-write]
   20 | 	list->next->value = 2;
      | 	                  ^
m.c:61:2: note: task 'by_list' is started here by 'main'
m.c:11: note: 'list' is declared here
m.c:46:23: error: task 'by_static' frees memory reachable from global 'list' [fbp-global-write]
   46 | 	/* ä中 */ calls++; free(list);
      | 	                   ^
m.c:65:2: note: task 'by_static' is started here by 'main'
m.c:11: note: 'list' is declared here
m.c:32:9: error: task 'by_library' calls 'strtok', which has hidden static state; use 'strtok_r' [fbp-global-write]
   32 | 	return strtok(arg, " ");
      | 	       ^
m.c:63:2: note: task 'by_library' is started here by 'main'
m.c:38:10: error: task 'by_literal' writes a string literal [fbp-frozen-write]
   38 | 	text[0] = 'L';
      | 	        ^
m.c:64:2: note: task 'by_literal' is started here by 'main'
m.c:39:17: error: task 'by_literal' writes constant 'limit' [fbp-frozen-write]
   39 | 	*(int *)&limit = 4;
      | 	               ^
m.c:64:2: note: task 'by_literal' is started here by 'main'
m.c:14: note: 'limit' is declared here
m.c:46:19: error: task 'by_static' writes global 'calls' [fbp-global-write]
   46 | 	/* ä中 */ calls++; free(list);
      | 	               ^
m.c:65:2: note: task 'by_static' is started here by 'main'
m.c:45: note: 'calls' is declared here
m.c:67:7: error: 'main' writes global 'flag' while task 'reader', which reads it, may be running [fbp-global-write]
   67 | 	flag = 1;
      | 	     ^
m.c:66:2: note: task 'reader' is started here by 'main'
m.c:13: note: 'flag' is declared here
m.c:26:6: error: task 'by_atomic' writes global 'hits' (atomic) [fbp-global-write]
   26 | 	hits++;
      | 	    ^
m.c:62:2: note: task 'by_atomic' is started here by 'main'
m.c:12: note: 'hits' is declared here
TEXT
exit 0
