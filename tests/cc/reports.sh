# What a report says of its places and of the question that was left open, as text and as JSON, however the program was built.
. "$(dirname "$0")/lib.sh"
[ "$(uname -m)" = x86_64 ] || exit 0 # elsewhere there is no run time
I="-I$FBP_SOURCE_DIR/annotations"
here=$(dirname "$0")/reports
mkdir -p src && cp "$here/pick.c" src/

# Numbers that differ from run to run are left out, and what called main or the task.
plain() {
    sed -E -e 's/==[0-9]+==/==PID==/' -e 's/0x[0-9a-f]+/ADDRESS/g' -e 's/"pid":[0-9]+/"pid":PID/' "$1"
}

# says MODE WHAT OPTION...: the report of `prog` is the one in reports/WHAT
says() {
    mode=$1 what=$2
    shift 2
    # shellcheck disable=SC2086 # two words
    "$FBP_CC" --fbp-checks=$mode "$@" $I src/pick.c -o prog >"$folder/cc" 2>&1 || fail "$mode $*: $(cat "$folder/cc")"
    for form in text json; do
        FBP_OPTIONS=format=$form run_command ./prog
        [ "$status" -eq 47 ] || fail "$mode $*: status $status"
        plain "$folder/err" >"$folder/plain"
        diff -u "$here/$what.$form" "$folder/plain" || fail "$mode $*: another report (the second one)"
    done
}

says full asked -O0
says residual asked -O0 -g
says residual asked -O2
says full asked -O2 -gdwarf-4
says residual asked -O2 -flto -fuse-ld=/usr/bin/ld.lld-19
says full asked -O3 -static
says residual asked -Os -ffunction-sections -Wl,--gc-sections
says residual asked -O1 -fsanitize=address,undefined
# What has no columns has lines, and no question: it could be another one of the line.
says full lines -O1 -g -gno-column-info

# The section is there once, is never loaded, and goes with the rest of debug information.
"$FBP_CC" --fbp-checks=residual -O2 $I src/pick.c -o prog 2>/dev/null
[ "$(readelf -SW prog | grep -c ' \.debug_fbp_questions ')" = 1 ] || fail "not one section"
readelf -lW prog | grep -q debug_fbp && fail "it is loaded"
cp prog again
"$FBP_CHECK" --switch-checks --quiet again >/dev/null
cmp prog again || fail "written twice is another file"
strip -g again
run_command ./again
[ "$status" -eq 47 ] || fail "stripped: status $status"
grep -q "compile time" "$folder/err" && fail "a question without a place"
# Damaged, it tells nothing.
offset=$(readelf -SW prog | sed -n 's/.* \.debug_fbp_questions *PROGBITS *[0-9a-f]* \([0-9a-f]*\) .*/\1/p')
printf '\001\0\0\0\377\377\377\377' | dd of=prog bs=1 seek=$((0x$offset)) conv=notrunc 2>/dev/null
printf '\377\377\377\377' | dd of=prog bs=1 seek=$((0x$offset + 20)) conv=notrunc 2>/dev/null
run_command ./prog
[ "$status" -eq 47 ] || fail "damaged: status $status"
exit 0
