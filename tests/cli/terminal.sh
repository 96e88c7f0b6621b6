# On a terminal: a progress line on standard error, colours on standard output; none of it elsewhere.
. "$(dirname "$0")/lib.sh"
command -v script >/dev/null || fail "script (package bsdutils) is not installed"
escape=$(printf '\033')

bad_program bad.c
on_terminal() {
    last=" bad.c (on a terminal)"
    : >"$folder/err"
    script -qec "$* '$FBP_CHECK' bad.c" /dev/null </dev/null >"$folder/out" 2>&1
    status=$?
}

on_terminal env -u NO_COLOR
status_is 1
grep -qF '[1/1] bad.c' "$folder/out" || fail "no progress line"
grep -qF "${escape}[1mbad.c:5:11: ${escape}[0m${escape}[1;31merror:${escape}[0m task" "$folder/out" || fail "no colours"

grep -qF '[0/1] checking bad' "$folder/out" || fail "no progress line while solving"

# Several programs.
clean_program good.c
last=" bad.c good.c (on a terminal)"
script -qec "'$FBP_CHECK' -j 1 bad.c good.c" /dev/null </dev/null >"$folder/out" 2>&1
for line in '[2/2] good.c' '[0/2] checking bad' '[1/2] checking good'; do
    grep -qF "$line" "$folder/out" || fail "no progress line $line"
done

on_terminal env NO_COLOR=1
status_is 1
grep -qF "${escape}[1m" "$folder/out" && fail "colours in spite of NO_COLOR"

run bad.c
grep -qF "$escape" "$folder/out" "$folder/err" && fail "escape sequences in a file"
exit 0
