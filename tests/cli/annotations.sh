# Mistakes in the source's own annotations: each has its position, is said once, and the rest is done.
. "$(dirname "$0")/lib.sh"

mkdir inc
file inc/queue.h <<'SOURCE'
#include <fbp/annotate.h>
struct queue;
void put(struct queue *q, void *m) FBP_SENDS(3);
SOURCE
file a.c <<'SOURCE'
#include "queue.h"
FBP_TASK int level;
FBP_TASK void work(int *n) { *n = level; }
int main(void) { return 0; }
SOURCE
echo '#include "queue.h"
void both(struct queue *q, void *m) { put(q, m); }' >b.c
run a.c b.c -- -Iinc
status_is 3
grep -qE '^fbp-check: a.c:2:[0-9]+: .*FBP_TASK' "$folder/err" || fail "FBP_TASK on a variable is not reported"
[ "$(grep -cE '^fbp-check: inc/queue.h:3:[0-9]+: .*3' "$folder/err")" -eq 1 ] || fail "the position out of range is not reported once"
err_lines 2
grep -q '^fbp-check: 1 task, ' "$folder/out" || fail "the good annotation was not used"

# From another folder, by a database with relative include folders.
mkdir build
file build/compile_commands.json <<'JSON'
[{"directory": "..", "file": "b.c", "arguments": ["gcc", "-fconserve-stack", "-Iinc", "-c", "b.c"]}]
JSON
mkdir elsewhere
cd elsewhere || exit 1
PWD=$folder/work/elsewhere
run -p ../build
status_is 3
grep -qE '^fbp-check: .*inc/queue.h:3:[0-9]+: ' "$folder/err" || fail "not reported from another folder"

# Annotations that a body contradicts, each once; and the same ones that it does not contradict.
cd "$folder/work" || exit 1
PWD=$folder/work
file bodies.c <<'SOURCE'
#include <fbp/annotate.h>
#include <stdlib.h>
static int total;
static int *kept;
FBP_PURE static int pure(int x) { total++; return x; }
FBP_READS(1) static void reads(int *p) { *p = 1; }
FBP_BORROWS(1) static void borrows(int *p) { kept = p; }
FBP_POINTS_INTO(0, 1) static int *points(int *p) { (void)p; return &total; }
FBP_RECEIVES static int *receives(void) { return &total; }
FBP_FREES(1) static void frees(int *p) { (void)p; }
FBP_LINKS(1, 2) static void links(int **into, int *p) { (void)p; *into = NULL; }
FBP_TASK void *work(void *a)
{
    int *p = a, *q = NULL;
    reads(p), borrows(p), frees(p), links(&q, p);
    return points(p) == receives() ? p : NULL + pure(0);
}
SOURCE
run bodies.c -- -w
status_is 3
err_lines 7
expect_err() { grep -qF "fbp-check: bodies.c:$1 its body $2; take the annotation out, or mark the function FBP_TRUSTED" "$folder/err" || fail "line $1 is not reported"; }
expect_err "5: FBP_PURE on 'pure':" "writes a static variable: total, in line 5"
expect_err "6: FBP_READS on 'reads':" "writes what the parameter refers to, in line 6"
expect_err "7: FBP_BORROWS on 'borrows':" "keeps the parameter in a static variable: kept, in line 7"
expect_err "8: FBP_POINTS_INTO on 'points':" "returns a static variable: total"
expect_err "9: FBP_RECEIVES on 'receives':" "returns a static variable: total"
expect_err "10: FBP_FREES on 'frees':" "does nothing with that parameter"
expect_err "11: FBP_LINKS on 'links':" "does nothing with that parameter"

file agree.c <<'SOURCE'
#include <fbp/annotate.h>
#include <stdlib.h>
FBP_PURE static int pure(int x) { int own = x; return own + 1; }
FBP_READS(1) FBP_WRITES(2) static void copies(const int *from, int *to) { *to = *from; }
FBP_BORROWS(1) static int borrows(int *p) { return *p; }
FBP_POINTS_INTO(0, 1) static int *points(int *p) { return p + 1; }
FBP_RECEIVES static int *receives(void) { return malloc(sizeof(int)); }
FBP_FREES(1) static void frees(int *p) { free(p); }
FBP_LINKS(1, 2) static void links(int **into, int *p) { *into = p; }
static int total;
FBP_TRUSTED("counts") FBP_PURE static int trusted(int x) { total++; return x; }
FBP_TASK void *work(void *a)
{
    int *p = a, *q = receives();
    copies(p, q), links(&p, q);
    int n = borrows(p) + pure(1) + trusted(1);
    frees(q);
    return points(a) + n;
}
SOURCE
run agree.c -- -w
err_lines 0
exit 0
