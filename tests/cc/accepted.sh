# What the user accepts at the link is not reported at its places at run time; other kinds, and other places, are.
. "$(dirname "$0")/lib.sh"
[ "$(uname -m)" = x86_64 ] || exit 0 # elsewhere there is no run time

write_source() {
    cat >count.c <<'C'
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
struct msg { int n; };
struct FBP_CHANNEL slot { struct msg *held; };
void put(struct slot *s, struct msg *m) FBP_SENDS(2) FBP_TRUSTED("a slot");
void put(struct slot *s, struct msg *m) { s->held = m; }
static struct slot slot;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct msg locked, plain;
static atomic_int counted;
static void set(struct msg *m, int n)
{
    pthread_mutex_lock(&lock);
    m->n = n;
    pthread_mutex_unlock(&lock);
}
static void *worker(void *argument)
{
    int what = *(int *)argument;
    set(&locked, what);
    atomic_fetch_add(&counted, 1);
    if (what == 2)
        plain.n++;
    if (what == 3) {
        struct msg *m = malloc(sizeof *m);
        m->n = 0;
        put(&slot, m);
        set(m, 1);
    }
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
    return locked.n == 0 || counted != 1 || plain.n > 1;
}
C
}

# built OPTION...: ./count, with checks of $mode
built() {
    run CC -I"$FBP_SOURCE_DIR/annotations" -O1 -g --fbp-checks=$mode "$@" count.c -o count
    status_is 0
    cp "$folder/err" link
}

# runs STATUS [LINE [ARGUMENT...]]: what ./count does; LINE begins the line that has to be on standard error.
runs() {
    wanted=$1 line=${2:-}
    shift $(($# < 2 ? $# : 2))
    FBP_OPTIONS=verbosity=1 run ./count "$@"
    status_is "$wanted"
    [ -z "$line" ] || grep -q "^$line" "$folder/err" || fail "no line: $line: $(cat "$folder/err")"
}

for mode in residual full; do
    write_source
    built
    grep -q "global 'locked" link || fail "no warning"
    runs 47 "SUMMARY: fbp: global-write .*count.c:16"
    built --fbp-accept=locked
    grep -q "global 'locked" link && fail "a warning of what is accepted"
    runs 47 "SUMMARY: fbp: global-write .*count.c:23" # not locked, but atomic
    built --fbp-accept=locked,atomic
    runs 0 "fbp: run time: .*, 2 violations in places where they are accepted$"
    runs 47 "SUMMARY: fbp: global-write .*count.c:25" 2     # another place
    runs 47 "SUMMARY: fbp: use-after-send .*count.c:16" 2 3 # another kind, at a place that is accepted

    # By files, in the same way; one of them says nothing of count.c:25.
    echo "global-write object=locked.n # under its lock" >one
    echo "global-write object=counted # a number for people" >two
    built --fbp-suppressions=one --fbp-suppressions=two
    runs 0 "fbp: run time: .*, 2 violations in places where they are accepted$"
    runs 47 "SUMMARY: fbp: global-write .*count.c:25" 2

    # A place that writes two objects is accepted for both or not at all.
    sed 's/^    if (what == 2)/    if (what == 4)\n        set(\&plain, 1);\n    if (what == 2)/' count.c >both.c
    mv both.c count.c
    built --fbp-suppressions=one --fbp-suppressions=two
    runs 47 "SUMMARY: fbp: global-write .*count.c:16"

    # In the source, too.
    sed -i 's|^    m->n = n;|    m->n = n; // fbp-ok(global-write): under its lock|' count.c
    built --fbp-accept=atomic
    runs 0 "" 2 3 4
    runs 47 "SUMMARY: fbp: use-after-send .*count.c:16" 2 3

    # What is sent as well: there the call is the place.
    sed 's|^        set(m, 1);|        put(\&slot, m); // fbp-ok(double-send): the slot is emptied by hand|' count.c >twice.c
    mv twice.c count.c
    built --fbp-accept=atomic
    runs 0 "fbp: run time: .*, 3 violations in places where they are accepted$" 2 3
    sed 's|^\( *put.*\) // fbp-ok.*|\1|' count.c >twice.c
    mv twice.c count.c
    built --fbp-accept=atomic
    runs 47 "SUMMARY: fbp: double-send .*count.c:32" 2 3
done

# Optimization makes one access of two, which has no place then: accepted if nothing is left anywhere.
cat >merged.c <<'C'
#include <pthread.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long hits, misses;
static void count(int *hit)
{
    if (*hit)
        hits++;
    else
        misses++;
}
static void *worker(void *arg)
{
    pthread_mutex_lock(&lock);
    count(arg);
    pthread_mutex_unlock(&lock);
    return arg;
}
int main(void)
{
    pthread_t t;
    int n = 0;
    if (pthread_create(&t, 0, worker, &n) != 0)
        return 1;
    return pthread_join(t, 0);
}
C
for mode in residual full; do
    for level in -O1 -O2; do
        run CC -I"$FBP_SOURCE_DIR/annotations" $level -g --fbp-checks=$mode --fbp-accept=locked merged.c -o merged
        status_is 0
        run ./merged
        status_is 0
    done
    run CC -I"$FBP_SOURCE_DIR/annotations" -O1 -g --fbp-checks=$mode merged.c -o merged
    run ./merged
    status_is 47
done

# Each is counted: of several threads, of those that have ended, and in a child what its parent had counted.
cat >many.c <<'C'
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
static atomic_int counted;
static int *shown;
static void *worker(void *arg)
{
    for (int i = 0; i < 1000; i++) {
        atomic_fetch_add(&counted, 1);
        *(volatile int *)shown = i; // fbp-ok(global-write): whoever is last
    }
    return arg;
}
int main(void)
{
    pthread_t t, u;
    shown = malloc(sizeof *shown);
    if (pthread_create(&t, 0, worker, 0) != 0 || pthread_create(&u, 0, worker, 0) != 0)
        return 1;
    pthread_join(t, 0);
    pthread_join(u, 0);
    pid_t child = fork();
    int status = 0;
    if (child == 0 && pthread_create(&t, 0, worker, 0) == 0)
        pthread_join(t, 0);
    else
        wait(&status);
    return status;
}
C
run CC -I"$FBP_SOURCE_DIR/annotations" -O1 -g --fbp-checks=residual --fbp-accept=atomic many.c -o many
status_is 0
FBP_OPTIONS=verbosity=1 run ./many
status_is 0
[ "$(sed -n 's/.* \([0-9]*\) violations in places.*/\1/p' "$folder/err" | xargs)" = "6000 4000" ] || fail "$(cat "$folder/err")"

# What was said wrongly makes no program.
rm count
echo "global-write object=locked" >one
run CC -I"$FBP_SOURCE_DIR/annotations" -O1 -g --fbp-checks=residual --fbp-suppressions=one count.c -o count
status_is 1
grep -q "^fbp-check: one:1: no reason" "$folder/err" || fail "$(cat "$folder/err")"
[ ! -e count ] || fail "a program was made"
