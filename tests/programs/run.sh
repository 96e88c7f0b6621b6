#!/usr/bin/env bash
# A program of corpus/programs does what it should, and fbp-check says of it what it should.
#
#   run.sh [--update] CLANG FBP-CHECK ANNOTATIONS PROGRAM-FOLDER WORK-FOLDER
#
# - It compiles without warnings, and prints output.txt when it is given input.*, again and again, and under
#   ThreadSanitizer and AddressSanitizer, where this machine has them.
# - What fbp-check says of it is expected.txt, and so is what it says of each variant with a planted mistake
#   (-DBUG=1 ...). There is no violation in the program as it is.
# - A planted mistake stands on a line with the comment "BUG 1: KIND": there a violation of that kind must be reported.
#   What is not reported yet is in tests/programs/missing, and fails when it is.
# - Its row in docs/programs.md has the numbers of expected.txt.
#
# --update writes expected.txt and the row.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
update=
if [ "${1:-}" = --update ]; then
    update=1
    shift
fi
clang=$1 check=$(realpath "$2") annotations=$(realpath "$3") folder=$(realpath "$4")
name=$(basename "$folder") docs=$here/../../docs/programs.md
rm -rf "$5"
mkdir -p "$5"
work=$(realpath "$5")
cd "$folder" || exit 1
flags=(-std=gnu17 -D_GNU_SOURCE)
failures=0

fail() {
    echo "FAILED $name: $*"
    failures=$((failures + 1))
}

# runs SUFFIX TIMES FLAG...: builds it so and compares what it prints.
runs() {
    local exe=$work/$name$1 times=$2
    shift 2
    "$clang" "${flags[@]}" -Wall -Wextra -Werror -g -pthread "-I$annotations" "$@" ./*.c -o "$exe" || {
        fail "does not compile with $*"
        return
    }
    for ((i = 0; i < times; i++)); do
        timeout 60 "$exe" input.* >"$work/output" 2>"$work/stderr" || fail "ends with status $? ($*)"
        cmp -s "$work/output" output.txt || {
            fail "prints something else ($*)"
            diff output.txt "$work/output" | head -n 5
            cat "$work/stderr"
            return
        }
    done
}

# available FLAG: whether programs built so run here.
available() {
    echo 'int main(void) { return 0; }' >"$work/empty.c"
    "$clang" "$1" "$work/empty.c" -o "$work/empty" 2>/dev/null && "$work/empty" 2>/dev/null
}

# report OPTION...: what fbp-check says, without what differs between machines.
report() {
    local status=0
    "$check" "$@" >"$work/report" 2>"$work/stderr" || status=$?
    [ $status -le 1 ] || fail "fbp-check ends with status $status: $(head -n 3 "$work/stderr")"
    sed -E 's/^(fbp-check: .* violations?);.*/\1/' "$work/report"
}

# planted N: "FILE:LINE: KIND" for each mistake of that number.
planted() {
    grep -noE "BUG $1: [a-z-]+" ./*.[ch] | sed -E 's|^\./([^:]*:[0-9]+):BUG [0-9]+: |\1: |'
}

# found FILE:LINE KIND TEXT: whether such a violation is reported there.
found() {
    grep -qE "^$1:[0-9]+: error: .*\[fbp-$2\]" "$3"
}

variant() {
    local number=$1 line kind missing=
    grep -qE "^$name $number: ." "$here/missing" && missing=1
    [ -n "$(planted "$number")" ] || fail "no line says what BUG $number is"
    while IFS=' ' read -r line kind; do
        line=${line%:}
        if found "$line" "$kind" "$work/variant"; then
            [ -z "$missing" ] || fail "BUG $number is reported now: take it out of tests/programs/missing"
        else
            [ -n "$missing" ] || fail "BUG $number: no $kind is reported at $line"
        fi
    done < <(planted "$number")
}

runs '' 10 -O2
for sanitizer in thread address,undefined; do
    if available "-fsanitize=$sanitizer"; then
        runs ".${sanitizer%,*}" 2 -O1 "-fsanitize=$sanitizer" -fno-sanitize-recover=all
    else
        echo "$name: not run under -fsanitize=$sanitizer, which is not there"
    fi
done

{
    echo "== as it is"
    report ./*.c -- "${flags[@]}"
} >"$work/found"
cp "$work/report" "$work/clean"
grep -q ': error: ' "$work/clean" && fail "a violation is reported in the program as it is"
mapfile -t bugs < <(grep -hoE 'BUG [=!]= [0-9]+' ./*.[ch] | grep -oE '[0-9]+' | sort -nu)
[ ${#bugs[@]} -ge 2 ] || fail "${#bugs[@]} planted mistakes"
for bug in "${bugs[@]}"; do
    {
        printf '\n== -DBUG=%s\n' "$bug"
        report --unproven=off ./*.c -- "${flags[@]}" "-DBUG=$bug"
    } >>"$work/found"
    cp "$work/report" "$work/variant"
    variant "$bug"
done
sed -i 's|^\./||' "$work/found"

lines=$(cat ./*.[ch] | wc -l)
{ [ "$lines" -ge 200 ] && [ "$lines" -le 1000 ]; } || fail "$lines lines"
row=$(sed -nE "s/^fbp-check: ([0-9]+) tasks?, ([0-9]+) places?: ([0-9]+) proved, ([0-9]+) unproven, ([0-9]+) violations?;.*/| $name | $lines | \1 | \2 | \3 | \4 | \5 |/p" \
    "$work/clean")
if [ -n "$update" ]; then
    cp "$work/found" expected.txt
    sed -i "s/^| $name | [0-9].*/$row/" "$docs"
fi
diff -u --label expected.txt --label found expected.txt "$work/found" || fail "the report is another one (run.sh --update)"
grep -qxF -e "$row" "$docs" || fail "docs/programs.md does not have: $row"
echo "$name: ${row}"
[ $failures = 0 ]
