# The forms of results: text, SARIF, JSON, GitHub, any number in one run.
. "$(dirname "$0")/lib.sh"

bad_program bad.c
run --sarif r.sarif --json r.json --github bad.c
status_is 1
summary 1
grep -q '^::error file=bad.c,line=5,col=[0-9]*,title=fbp-global-write::' "$folder/out" || fail "no GitHub command"
grep -q 'bad.c:5:[0-9]*: error: .*\[fbp-global-write\]$' "$folder/out" || fail "no text"
grep -q '"ruleId": "fbp-global-write"' r.sarif || fail "no SARIF result"
grep -q '"violations": 1' r.json || fail "no JSON summary"
python3 -c 'import json; json.load(open("r.json")); json.load(open("r.sarif"))' || fail "not JSON"

# What cannot be written: a line and status 2. The text and the other outputs are there all the same.
violation='bad.c:5:11: error: task '\''count'\'' writes global '\''total'\'', which is not its own [fbp-global-write]'
cannot() {
    misused "$@"
    out_has "$violation"
    summary 1
}
sarif_is_whole() {
    [ "$(jq -r '.runs[0].results[0].ruleId' r.sarif)" = fbp-global-write ] || fail "the SARIF is not whole"
    rm r.sarif
}
cannot "--json nowhere/in/r.json: cannot be written: No such file or directory; create the folder 'nowhere/in', or name another file" \
    --json nowhere/in/r.json --sarif r.sarif bad.c
sarif_is_whole
cannot "--json .: cannot be written: Is a directory; name a file in it" --json . --sarif r.sarif bad.c
sarif_is_whole
cannot "--json bad.c/r.json: cannot be written: Not a directory; name another file" --json bad.c/r.json bad.c
cannot "--append-sarif nowhere/log: cannot be written: No such file or directory; create the folder 'nowhere', or name another file" \
    --append-sarif nowhere/log --sarif r.sarif bad.c
sarif_is_whole
cannot "--sarif nowhere/r.sarif: cannot be written: No such file or directory; create the folder 'nowhere', or name another file" \
    --sarif nowhere/r.sarif --json r.json --append-sarif log.sarif bad.c
[ "$(jq .summary.violations r.json)" = 1 ] || fail "the JSON is not whole"
[ "$(jq '.runs[0].results | length' log.sarif)" = 1 ] || fail "the log is not whole"
run --write-record nowhere/r bad.c
status_is 2
err_is <<'TEXT'
fbp-check: --write-record nowhere/r: cannot be written: No such file or directory; name another file
TEXT

# An output never destroys an input, nor another output.
mkdir build
echo '[{"directory": "..", "file": "bad.c", "command": "cc -c bad.c"}]' >build/compile_commands.json
echo 'void unused(void);' >model.h
: >known
for input in bad.c model.h known build/compile_commands.json; do
    cp $input kept
    for output in sarif json append-sarif; do
        cannot "--$output ./$input: is an input, and would be lost; name another file" \
            --$output ./$input -p build --model model.h --suppressions known
        cmp -s $input kept || fail "--$output ./$input: it was overwritten"
    done
done
cannot "--json both: is what --sarif writes, too; name another file" bad.c --json both --sarif ./both
cannot "--append-sarif both: is what --json writes, too; name another file" bad.c --append-sarif both --json both

# "-" takes the place of the text.
run --json - bad.c
status_is 1
python3 - "$folder/out" <<'PYTHON' || fail "the JSON on standard output"
import json, sys
r = json.load(open(sys.argv[1]))
assert r["program"] == "bad.c" and r["complete"] is True
assert [t["name"] for t in r["tasks"]] == ["count"]
assert r["summary"]["tasks"] == 1 and r["summary"]["violations"] == 1
f = [f for f in r["findings"] if f["certainty"] == "violation"][0]
assert f["kind"] == "global-write" and f["file"] == "bad.c" and f["line"] == 5, f
assert f["object"] == "total" and f["function"] == "count" and f["task"] == "count", f
PYTHON
run --sarif - bad.c
status_is 1
head -c 1 "$folder/out" | grep -q '{' || fail "something before the SARIF"

# The summary alone.
run --quiet bad.c
status_is 1
[ "$(wc -l <"$folder/out")" -eq 1 ] || fail "more than one line"
summary 1

# A result that cannot be written is not a clean run.
if [ -e /dev/full ]; then
    for full in json sarif; do
        cannot "--$full /dev/full: cannot be written: No space left on device; make room, or name another file" \
            --$full /dev/full --append-sarif rest.sarif bad.c
        [ "$(jq '.runs[0].results | length' rest.sarif)" = 1 ] || fail "the log is not whole"
        rm rest.sarif
    done
    # Standard output, whatever goes there.
    for what in --quiet --github --sarif=- --json=- --dump=rir --dump=exits --list-programs --list-tasks --help --version --explain=global-write; do
        "$FBP_CHECK" $what bad.c >/dev/full 2>"$folder/err"
        [ $? -eq 2 ] || fail "$what: a full standard output"
        err_has "fbp-check: standard output: cannot be written: No space left on device; send it elsewhere"
        err_lines 1
    done
    "$FBP_CHECK" --json r.json bad.c >/dev/full 2>"$folder/err"
    [ $? -eq 2 ] || fail "a full standard output"
    [ "$(jq .summary.violations r.json)" = 1 ] || fail "the JSON is not whole"
fi

# A log keeps what other runs said where the disk is full: here, where the file may not grow.
run --append-sarif log.sarif bad.c
cp bad.c other.c
cp log.sarif kept
(
    ulimit -f $(($(stat -c %s log.sarif) / 512 + 1))
    trap '' XFSZ
    "$FBP_CHECK" --append-sarif log.sarif other.c 2>"$folder/err"
)
[ $? -eq 2 ] || fail "a log that may not grow"
err_has "fbp-check: --append-sarif log.sarif: cannot be written: File too large; name another file"
cmp -s log.sarif kept || fail "the log was cut off"

# Standard output that was closed is no place for an output.
"$FBP_CHECK" --json r.json bad.c >&- 2>"$folder/err"
[ $? -eq 2 ] || fail "a closed standard output"
err_has "fbp-check: standard output: cannot be written: Bad file descriptor; send it elsewhere"
[ "$(jq .summary.violations r.json)" = 1 ] || fail "something else is in the JSON"
exit 0
