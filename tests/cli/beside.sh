# What is taken away hides nothing else that is found at its place: in the text, the summary, the exit status, JSON, SARIF.
. "$(dirname "$0")/lib.sh"

file helper.c <<'SOURCE'
#include <pthread.h>

static int a, b;
static const int k = 1;

static void bump(int *p)
{
	(*p)++;
}

static void *first(void *arg)
{
	bump(&a);
	return arg;
}

static void *second(void *arg)
{
	bump(&b);
	return arg;
}

static void *third(void *arg)
{
	bump((int *)&k);
	return arg;
}

int main(void)
{
	pthread_t t;
	pthread_create(&t, 0, first, 0);
	pthread_create(&t, 0, second, 0);
	pthread_create(&t, 0, third, 0);
	pthread_exit(0);
}
SOURCE
for object in a b k; do
    kind=global-write
    [ "$object" = k ] && kind=frozen-write
    echo "$kind object=$object # known" >"$object.txt"
done

# reports OBJECT TASK KIND OPTION...: the one finding, in every form.
reports() {
    object=$1 task=$2 kind=$3
    shift 3
    run --json r.json --sarif r.sarif "$@" helper.c
    status_is 1
    err_lines 0
    grep -q "^helper.c:8:6: error: task '$task' writes .* '$object', which .* \[fbp-$kind\]" "$folder/out" ||
        fail "'$object' is not reported with $*"
    grep -q '1 place: 0 proved, 0 unproven, 1 violation;' "$folder/out" || fail "wrong summary with $*"
    [ "$(jq -r '.findings[] | "\(.kind) \(.object) \(.task) \(.certainty)"' r.json)" = "$kind $object $task violation" ] ||
        fail "JSON with $* says something else"
    [ "$(jq -r '.summary.violations' r.json)" = 1 ] || fail "the summary in JSON with $* says something else"
    [ "$(jq -r '.runs[0].results[] | "\(.ruleId) \(.level) \(.properties.object)"' r.sarif)" = "fbp-$kind error $object" ] ||
        fail "SARIF with $* says something else"
}
reports k third frozen-write
reports k third frozen-write --suppressions a.txt
reports k third frozen-write --suppressions a.txt --suppressions b.txt
reports k third frozen-write --disable global-write
reports b second global-write --suppressions a.txt --suppressions k.txt
reports a first global-write --suppressions b.txt --suppressions k.txt
reports a first global-write --suppressions b.txt --disable frozen-write

# By the task; a comment in the source is for all of its kind.
echo 'global-write task=first # known' >first.txt
echo 'global-write task=second # known' >second.txt
reports b second global-write --suppressions k.txt --suppressions first.txt
reports a first global-write --suppressions k.txt --suppressions second.txt
sed 's|(\*p)++;|& // fbp-ok(global-write): estimates|' helper.c >commented.c
run commented.c
status_is 1
grep -q "that is constant 'k'" "$folder/out" || fail "a comment for another kind hides 'k'"

# With all of it taken away nothing is left, and each is believed by itself.
run --suppressions a.txt --suppressions b.txt --suppressions k.txt helper.c
status_is 0
err_lines 0
grep -q '1 place: 0 proved, 0 unproven, 0 violations; 4 believed' "$folder/out" || fail "not three findings and a model are believed"
run --suppressions a.txt --suppressions b.txt --disable frozen-write --list-trusted helper.c
status_is 0
out_has "helper.c:8:6: suppression 'a': known"
out_has "helper.c:8:6: suppression 'b': known"
run --disable global-write --disable frozen-write helper.c
status_is 0
grep -q ' 0 places: 0 proved' "$folder/out" || fail "a place of which nothing is asked is counted"

# What is not certain stays unproven: memory of which nobody knows what it is.
file doubt.c <<'SOURCE'
#include <pthread.h>

extern int *get(void);
static int a, b;

static void put(int *p)
{
	*p = 1;
}

static void *work(void *arg)
{
	put(&a);
	put(get());
	return b > 0 ? arg : 0;
}

int main(void)
{
	pthread_t t;
	if (pthread_create(&t, 0, work, 0) != 0)
		return 1;
	return pthread_join(t, 0);
}
SOURCE
run --unproven=warning --suppressions a.txt doubt.c
status_is 0
grep -q "^doubt.c:8:5: warning: task 'work' may write memory that others can see: unproven: 'get' has no body and no model" "$folder/out" ||
    fail "the unknown memory is hidden by 'a'"
run --unproven=error --suppressions a.txt doubt.c
status_is 1

# Two programs with one helper: what is suppressed in one is not in the other, and counts are of each.
file bump.c <<'SOURCE'
void bump(int *p)
{
	(*p)++;
}
SOURCE
program() {
    cat <<SOURCE
#include <pthread.h>
void bump(int *p);
static int $1;
static void *work(void *arg)
{
	bump(&$1);
	return arg;
}
int main(void)
{
	pthread_t t;
	return pthread_create(&t, 0, work, 0) || pthread_join(t, 0);
}
SOURCE
}
program a >one.c
program b >two.c
for f in one two bump; do
    echo "{\"directory\": \"$folder/work\", \"file\": \"$f.c\", \"command\": \"cc -c $f.c\"}"
done | jq -s . >compile_commands.json
run --suppressions a.txt -p .
status_is 1
err_lines 0
out_has "one: 1 task, 1 place: 0 proved, 0 unproven, 0 violations"
out_has "two: 1 task, 1 place: 0 proved, 0 unproven, 1 violation"
grep -q "that is global 'b', which is not its own (in two)" "$folder/out" || fail "what only one program does is not reported"
exit 0
