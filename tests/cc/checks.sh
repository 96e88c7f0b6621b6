# Run-time checks: the same program, built in many ways, runs as before, and stops where it breaks the rules.
. "$(dirname "$0")/lib.sh"
[ "$(uname -m)" = x86_64 ] || exit 0 # elsewhere there is no run time

cat >queue.h <<'C'
#include <fbp/annotate.h>
#include <pthread.h>
struct msg { int n; struct msg *next; char *text; };
struct FBP_IMMUTABLE limits { int most; };
struct job { int n; const struct limits *limits; };
struct FBP_CHANNEL queue { pthread_mutex_t lock; struct msg *head; };
void queue_send(struct queue *q, struct msg *m) FBP_SENDS(2) FBP_TRUSTED("under its lock");
struct msg *queue_receive(struct queue *q) FBP_RECEIVES FBP_TRUSTED("under its lock");
C
cat >queue.c <<'C'
#include "queue.h"
void queue_send(struct queue *q, struct msg *m)
{
    pthread_mutex_lock(&q->lock);
    m->next = q->head;
    q->head = m;
    pthread_mutex_unlock(&q->lock);
}
struct msg *queue_receive(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    struct msg *m = q->head;
    if (m != 0)
        q->head = m->next;
    pthread_mutex_unlock(&q->lock);
    return m;
}
C
cat >main.c <<'C'
#include "queue.h"
#include <stdlib.h>
static struct queue queue = {PTHREAD_MUTEX_INITIALIZER, 0};
static int sent;
static void *worker(void *argument)
{
    struct job *job = argument;
    struct msg *m = malloc(sizeof *m);
    int *n = job->n > job->limits->most ? &sent : &job->n;
    m->n = *n;
    m->text = malloc(4);
    queue_send(&queue, m);
    if (*n == 2)
        m->n = 3;
    if (*n == 3)
        sent++;
    return 0;
}
int main(int argc, char **argv)
{
    pthread_t t;
    struct limits *limits = malloc(sizeof *limits);
    limits->most = 100;
    struct job job = {argc, limits};
    (void)argv;
    if (pthread_create(&t, 0, worker, &job) != 0)
        return 1;
    pthread_join(t, 0);
    struct msg *m = queue_receive(&queue);
    int good = m->n == argc;
    free(m->text);
    free(m);
    return good ? 0 : 2;
}
C
I="-I$FBP_SOURCE_DIR/annotations"

# traps KIND LINE ARGUMENT...: the program stops there
traps() {
    kind=$1 line=$2
    shift 2
    run_command ./prog "$@"
    [ "$status" -eq 47 ] || fail "$options: status $status, not 47, with $*: $(cat "$folder/err")"
    grep -q "^SUMMARY: fbp: $kind .*$line" "$folder/err" || fail "$options: another report: $(cat "$folder/err")"
}

# The configuration is immutable and never freed, as such things are.
export ASAN_OPTIONS=detect_leaks=0

# built OPTION...: with these it is as it should be, in both modes
built() {
    for mode in full residual; do
        options="--fbp-checks=$mode $*"
        rm -f prog
        # shellcheck disable=SC2086 # two words
        "$FBP_CC" $options $I main.c queue.c -o prog >"$folder/cc" 2>&1 || fail "$options: $(cat "$folder/cc")"
        run_command ./prog
        [ "$status" -eq 0 ] || fail "$options: status $status: $(cat "$folder/err")"
        traps use-after-send "${where:-main.c:14}" 1
        traps global-write "${where:-main.c:16}" 1 2
    done
}

built -O0
built -O1 -g
built -O2
built -O3 -fno-pic -no-pie
built -Os
built -O2 -ffunction-sections -fdata-sections -Wl,--gc-sections
built -O2 -flto -fuse-ld=/usr/bin/ld.lld-19
built -O2 -g1
built -O2 -gline-tables-only -fsanitize=undefined
built -O2 -save-temps
built -O2 -static
built -O1 -fsanitize=address,undefined
built -O2 --coverage
built -O2 -fprofile-instr-generate

# Units that are compiled by themselves, one in a library, one in a shared object.
"$FBP_CC" --fbp-checks=residual -O2 $I -c main.c
"$FBP_CC" --fbp-checks=residual -O2 $I -fPIC -shared queue.c -o libqueue.so
options="a shared object" 
"$FBP_CC" --fbp-checks=residual main.o ./libqueue.so -o prog >/dev/null 2>&1 || fail "not linked with a shared object"
traps use-after-send main.c:14 1
"$FBP_CC" --fbp-checks=residual -O2 $I -c queue.c
ar rc libqueue.a queue.o
options="an archive"
"$FBP_CC" --fbp-checks=residual main.o libqueue.a -o prog >/dev/null 2>&1 || fail "not linked with an archive"
traps use-after-send main.c:14 1

# Where it cannot be, that is said, and nothing goes unsaid.
run_command "$FBP_CC" --fbp-checks=residual -O2 $I main.c queue.c -s -o stripped
[ "$status" -eq 1 ] || fail "-s: status $status"
grep -qx "fbp-cc: stripped: its checks are not switched on, so it is not made" "$folder/err" || fail "$(cat "$folder/err")"
[ ! -e stripped ] || fail "stripped was made"
run_command "$FBP_CC" --fbp-checks=full -fsanitize=thread -O1 $I -c main.c
[ "$status" -eq 0 ] || fail "-fsanitize=thread: status $status"
grep -qx "fbp-cc: warning: --fbp-checks: not together with a sanitizer that has a shadow where ours is; nothing is checked at run time" "$folder/err" ||
    fail "$(cat "$folder/err")"
nm main.o | grep -q __fbp_check && fail "checks beside ThreadSanitizer"
run_command "$FBP_CC" --fbp-checks=full --target=aarch64-linux-gnu -O1 -ffreestanding -c queue.c -I. -I/nowhere
grep -q "the run time is for x86-64 alone in this version" "$folder/err" || fail "$(cat "$folder/err")"

# Without checks the object has none, and is what it always was.
"$FBP_CC" --fbp-checks=none -O2 $I -c main.c -o none.o
nm none.o | grep -q fbp_ && fail "--fbp-checks=none compiles something in"
exit 0
