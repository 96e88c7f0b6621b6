# --fbp-model: models of one's own, for events when compiling and for the check after the link.
. "$(dirname "$0")/lib.sh"
[ "$(uname -m)" = x86_64 ] || exit 0 # elsewhere there is no run time

# A queue that knows nothing of annotations, and a function around it.
cat >queue.h <<'C'
struct msg { int n; };
struct queue { struct msg *held; };
void put(struct queue *q, struct msg *m);
int put_number(struct queue *q, struct msg *m, int n);
C
cat >queue.c <<'C'
#include "queue.h"
void put(struct queue *q, struct msg *m) { q->held = m; }
int put_number(struct queue *q, struct msg *m, int n)
{
    if (n < 0)
        return -1;
    m->n = n;
    put(q, m);
    return 0;
}
C
cat >model.h <<'C'
#include <fbp/annotate.h>
struct msg;
typedef struct queue queue_type FBP_CHANNEL;
void put(queue_type *q, struct msg *m) FBP_SENDS(2) FBP_TRUSTED("a queue");
int put_number(queue_type *q, struct msg *m, int n) FBP_SENDS_IF(2, "zero");
C
cat >user.c <<'C'
#include "queue.h"
#include <pthread.h>
#include <stdlib.h>
static struct queue queue;
static void *worker(void *argument)
{
    int what = *(int *)argument;
    struct msg *m = malloc(sizeof *m);
    m->n = 0;
    if (put_number(&queue, m, what == 3 ? -1 : what) != 0)
        free(m);
    else if (what == 2)
        m->n = 5;
    return 0;
}
int main(int argc, char **argv)
{
    pthread_t t;
    int n = argc;
    (void)argv;
    if (pthread_create(&t, 0, worker, &n) != 0)
        return 1;
    pthread_join(t, 0);
    return 0;
}
C

for mode in residual full; do
    run CC -O1 -g --fbp-checks=$mode --fbp-model=model.h queue.c user.c -o prog
    status_is 0
    grep -q '^user.c:13:14: warning: .*fbp-use-after-send' "$folder/err" || fail "no violation at the link"
    grep -q 'fbp-global-write' "$folder/err" && fail "the queue is no channel"
    run ./prog
    status_is 0
    run ./prog 2 3 # it was not sent
    status_is 0
    run ./prog 2
    status_is 47
    grep -q "^SUMMARY: fbp: use-after-send .*user.c:13:14 in worker" "$folder/err" || fail "$mode: not trapped"
    grep -q "sent by task 'worker' (#1) through 'put':" "$folder/err" || fail "$mode: sent by the wrong function"
done

# With it nothing else changes; without checks it is for the link alone, and one link does not need it.
run CC -c --fbp-model=nowhere.h queue.c -o queue.o
status_is 0
silent
run CC -O1 -g --fbp-checks=full queue.c user.c -o prog
grep -q 'fbp-use-after-send' "$folder/err" && fail "sent without a model"
run ./prog
status_is 47

# A model that is wrong makes no object.
rm -f queue.o
echo "void put(int n) FBP_SENDS(4);" | sed '1i #include <fbp/annotate.h>' >wrong.h
for model in wrong.h nowhere.h; do
    run CC -c --fbp-checks=full --fbp-model=model.h --fbp-model=$model queue.c -o queue.o
    status_is 1
    grep -q "^fbp-check: .*$model" "$folder/err" || fail "what is wrong is not said"
    grep -q "^fbp-cc: --fbp-model: not understood, so nothing is compiled$" "$folder/err" || fail "nothing is said"
    [ ! -e queue.o ] || fail "something was compiled"
done
