# Each stage can be looked at alone.
. "$(dirname "$0")/lib.sh"

bad_program bad.c
run --dump=rir bad.c
status_is 0
grep -q 'total' "$folder/out" || fail "no global in the RIR"
cp "$folder/out" bad.rir
run --dump rir bad.rir
cmp -s "$folder/out" bad.rir || fail "RIR changes when it is read and printed again"
for stage in exits states verdicts; do
    run --dump=$stage bad.c
    status_is 1
    grep -q 'count' "$folder/out" || fail "nothing of 'count' in --dump=$stage"
    grep -q '^fbp-check: ' "$folder/out" && fail "a report beside the dump"
done

file begins.c <<'C'
int numbers[4] = {1, 2}, zeros[4], some[4] = {0};
const char *text = "text";
const int large[64] = {1}, small = 7;
int main(void)
{
    return numbers[0] + zeros[0] + some[0] + text[0] + large[0] + small;
}
C
run --dump=rir begins.c
for name in numbers large; do
    grep -qE "^global @$name .* values" "$folder/out" || fail "'$name' does not begin with zeros"
done
for name in zeros some text small; do
    grep -qE "^global @$name .* values" "$folder/out" && fail "nothing of '$name' is left out"
done

run --stats bad.c
status_is 1
grep -qE '^units 1, functions [1-9]' "$folder/err" || fail "no sizes"
grep -qE '^calls of unknown functions: 0 of 2$' "$folder/err" || fail "no share of unknown calls"
grep -qE '^processor seconds: link and models [0-9.]+, ' "$folder/err" || fail "no times of the program"
grep -qE '^processor seconds in all: clang [0-9.]+, fbp-check itself [0-9.]+$' "$folder/err" || fail "no times"

file unknown.c <<'C'
void elsewhere(int n);
int main(void)
{
    elsewhere(1);
    elsewhere(2);
    return 0;
}
C
run --stats unknown.c
grep -qE '^calls of unknown functions: 2 of 2$' "$folder/err" || fail "not two calls of an unknown function"

run -j 1 bad.c
status_is 1
cp "$folder/out" one
run -j 8 bad.c
cmp -s one "$folder/out" || fail "-j changes the report"
exit 0
