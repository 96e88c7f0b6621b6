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
exit 0
