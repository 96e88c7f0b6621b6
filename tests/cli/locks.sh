# How findings are ordered: by which lock, in groups, with the declaration that accepts them; --accept.
. "$(dirname "$0")/lib.sh"

file cache.c <<'SOURCE'
#include <pthread.h>
#include <stdatomic.h>

static pthread_mutex_t cache_lock = PTHREAD_MUTEX_INITIALIZER;
static int hash_items;
static atomic_int hits;
static int forgotten;

static void lock_it(void)
{
	pthread_mutex_lock(&cache_lock);
}

static void *store(void *arg)
{
	lock_it();
	hash_items++;
	forgotten++;
	pthread_mutex_unlock(&cache_lock);
	hits++;
	return arg;
}

static void *expire(void *arg)
{
	lock_it();
	hash_items--;
	forgotten--;
	pthread_mutex_unlock(&cache_lock);
	forgotten = 0;
	return arg;
}

int main(void)
{
	pthread_t t[2];
	int n[2] = {0, 0};
	pthread_create(&t[0], 0, store, &n[0]);
	pthread_create(&t[1], 0, expire, &n[1]);
	pthread_join(t[0], 0);
	pthread_join(t[1], 0);
	return 0;
}
SOURCE
run --json r.json cache.c
status_is 1
err_lines 0
summary 6
without_summary
out_is <<'TEXT'
cache.c:7: note: global 'forgotten' is written by tasks in 3 places, 2 of them holding 'cache_lock' [fbp-global-write]
cache.c:18:11: error: task 'store' writes global 'forgotten', which all tasks share [fbp-global-write]
   18 | 	forgotten++;
      | 	         ^
cache.c:38:2: note: task 'store' is started here by 'main'
cache.c:7: note: 'forgotten' is declared here: its value depends on timing (a data race: nothing is seen that orders the uses)
cache.c:28:11: note: task 'expire' (started in line 39) reads and writes 'forgotten' here
cache.c:28:11: error: task 'expire' writes global 'forgotten', which all tasks share [fbp-global-write]
   28 | 	forgotten--;
      | 	         ^
cache.c:39:2: note: task 'expire' is started here by 'main'
cache.c:7: note: 'forgotten' is declared here: its value depends on timing (a data race: nothing is seen that orders the uses)
cache.c:18:11: note: task 'store' (started in line 38) reads and writes 'forgotten' here
cache.c:30:12: error: task 'expire' writes global 'forgotten', which all tasks share [fbp-global-write]
   30 | 	forgotten = 0;
      | 	          ^
cache.c:39:2: note: task 'expire' is started here by 'main'
cache.c:7: note: 'forgotten' is declared here: its value depends on timing (a data race: nothing is seen that orders the uses)
cache.c:18:11: note: task 'store' (started in line 38) reads and writes 'forgotten' here
cache.c:7: note: to fix it, remove 'forgotten', and what is written into it: nothing in the program reads it; or give each task its own 'forgotten', in a struct that is the task's argument: 'main' makes one for each start, and adds up after the join
cache.c:7: note: to fix it, remove 'forgotten', and what is written into it: nothing in the program reads it; or give each task its own 'forgotten': a local variable, or, if it is needed longer or by others, a member of a struct that you pass as the task's argument
cache.c:5: note: global 'hash_items' is written by tasks in 2 places, always holding 'cache_lock' [fbp-global-write]
cache.c:17:12: error: task 'store' writes global 'hash_items', which all tasks share (always holding 'cache_lock') [fbp-global-write]
   17 | 	hash_items++;
      | 	          ^
cache.c:38:2: note: task 'store' is started here by 'main'
cache.c:5: note: 'hash_items' is declared here: its value depends on timing
cache.c:27:12: note: task 'expire' (started in line 39) reads and writes 'hash_items' here
cache.c:27:12: error: task 'expire' writes global 'hash_items', which all tasks share (always holding 'cache_lock') [fbp-global-write]
   27 | 	hash_items--;
      | 	          ^
cache.c:39:2: note: task 'expire' is started here by 'main'
cache.c:5: note: 'hash_items' is declared here: its value depends on timing
cache.c:17:12: note: task 'store' (started in line 38) reads and writes 'hash_items' here
cache.c:5: note: the lock keeps writes apart, but tasks still affect each other by what they write here (--accept=locked accepts such writes)
cache.c:5: note: if that is meant, declare it so:
      | static int hash_items FBP_SHARED("guarded by cache_lock");
cache.c:20:6: error: task 'store' writes global 'hits', which is not its own (atomic) [fbp-global-write]
   20 | 	hits++;
      | 	    ^
cache.c:38:2: note: task 'store' is started here by 'main'
cache.c:6: note: 'hits' is declared here: any code can use it by its name, also if none was found that does. The rule: a task changes only what no other code can reach (its local variables, its argument, what it allocates or receives)
cache.c:6: note: each write is atomic, but tasks still affect each other by what they write here (--accept=atomic accepts such writes)
TEXT
[ "$(jq -r '.findings[] | "\(.line) \(.ordering) \(.lock) \(.held | join("+")) \(.accept)"' r.json | sort -n)" = \
'17 locked cache_lock cache_lock static int hash_items FBP_SHARED("guarded by cache_lock");
18 unsynchronised null cache_lock null
20 atomic null  static atomic_int hits FBP_SHARED("atomic");
27 locked cache_lock cache_lock static int hash_items FBP_SHARED("guarded by cache_lock");
28 unsynchronised null cache_lock null
30 unsynchronised null  null' ] || fail "the orders in JSON are others"

# One order is believed, or both; what is left decides the exit status.
run --accept locked cache.c
status_is 1
summary 4
! grep -q 'hash_items' "$folder/out" || fail "what is accepted is reported"
grep -q ' 3 believed (--list-trusted)' "$folder/out" || fail "not 3 are believed: two writes and the model"
run --accept=locked,atomic --json - cache.c
status_is 1
[ "$(jq -r '.summary.violations' "$folder/out")" = 3 ] || fail "not 3 violations are left"
[ "$(jq -r '[.trusted[] | select(.kind == "accepted write")] | length' "$folder/out")" = 3 ] || fail "not 3 are believed"
run --accept=atomic,locked --list-trusted cache.c
out_has "cache.c:17:12: accepted write 'hash_items': always holding 'cache_lock'"
out_has "cache.c:27:12: accepted write 'hash_items': always holding 'cache_lock'"
out_has "cache.c:20:6: accepted write 'hits': atomic"

# All that is reported is accepted: no violation is left.
grep -v 'forgotten' cache.c >ordered.c
run --accept locked --accept atomic ordered.c
status_is 0
summary 0
# With the declaration pasted nothing is reported, and the lock is what is believed.
sed -e 's/^static int hash_items;/static int hash_items FBP_SHARED("guarded by cache_lock");/' \
    -e 's/^#include <pthread.h>/#include <fbp\/annotate.h>\n&/' ordered.c >declared.c
run --accept=atomic declared.c
status_is 0
summary 0
exit 0
