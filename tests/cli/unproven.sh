# What an unproven place is shown as, and that it is counted whatever it is shown as.
. "$(dirname "$0")/lib.sh"

file u.c <<'SOURCE'
#include <fbp/annotate.h>
int total;
int *pick(int n);
FBP_TASK void parse(int *n)
{
    int *p = pick(*n);
    *p = 1;
    p = pick(2);
    *p = 2;
}
int main(void) { return 0; }
SOURCE
run u.c
status_is 0
grep -qE "^u.c:[0-9]+: note: [0-9]+ places in 'parse' are unproven: .*'pick'.* \(lines .*\) \[fbp-global-write\]$" "$folder/out" ||
    fail "no note that sums up"
summary 0
unproven=$(sed -nE 's/.* ([0-9]+) unproven, .*/\1/p' "$folder/out")
[ "$unproven" -ge 2 ] || fail "$unproven places are unproven"

run --unproven=off u.c
status_is 0
[ "$(wc -l <"$folder/out")" -eq 1 ] || fail "something is shown"
grep -q " $unproven unproven, " "$folder/out" || fail "not counted"

run --unproven=warning u.c
status_is 0
[ "$(grep -cE '^u.c:[0-9]+:[0-9]+: warning: .*unproven: .*\[fbp-global-write\]' "$folder/out")" -eq "$unproven" ] ||
    fail "not one warning each"

run --unproven=error u.c
status_is 1
[ "$(grep -cE '^u.c:[0-9]+:[0-9]+: error: ' "$folder/out")" -eq "$unproven" ] || fail "not one error each"
summary 0
exit 0
