# Compilation databases: both forms of entries, relative folders, and all that can be wrong with one.
. "$(dirname "$0")/lib.sh"

mkdir -p src build/sub
clean_program src/a.c
printf '#include "h.h"\nint b(void) { return H; }\n' >src/b.c
mkdir inc
echo '#define H 1' >inc/h.h
echo 'int c(void) { return 3; }' >src/c.c

# "arguments" and "command", folders relative to the database's, files relative to theirs, quotes.
file build/compile_commands.json <<'JSON'
[
  {"directory": "sub", "file": "../../src/a.c", "arguments": ["cc", "-c", "../../src/a.c", "-o", "a.o"]},
  {"directory": ".", "file": "../src/b.c",
   "command": "/usr/bin/cc \"-I../inc\" -DNAME='\"x y\"' -c ../src/b.c -o b.o"}
]
JSON
run -p build
status_is 0
err_lines 0
summary 0
run -p build/compile_commands.json
status_is 0
run --dump=rir -p build
grep -qE '"?src/b.c' "$folder/out" || fail "src/b.c is not part of the program"

# Only some of its files, under whatever name.
record_clang
run -p build ./src/../src/b.c
status_is 0
[ "$(tail -n 1 clang.args)" = "$folder/work/src/b.c" ] || fail "another file was compiled"
[ "$(cat clang.dir)" = "$folder/work/build" ] || fail "not compiled in its folder"
clang_got -I../inc
clang_got '-DNAME="x y"'
rm clang.args
run -p build src/c.c
status_is 3
err_has "fbp-check: src/c.c: not in build/compile_commands.json; check the name, or analyse it without -p"
[ ! -e clang.args ] || fail "something was compiled"
unset FBP_CLANG

# The same file and object twice is one unit; entries that are unusable are named.
file build/compile_commands.json <<JSON
[
  {"directory": "$folder/work", "file": "src/a.c", "command": "cc -c src/a.c -o a.o"},
  {"directory": "$folder/work/src", "file": "a.c", "command": "gcc -c a.c -o ../a.o"},
  {"directory": "$folder/work", "file": "src/deleted.c", "command": "cc -c src/deleted.c"},
  {"directory": "$folder/work/removed", "file": "../src/c.c", "command": "cc -c ../src/c.c"},
  {"directory": "$folder/work", "command": "cc -c src/x.c"},
  {"directory": "$folder/work", "file": "src/c.c"},
  {"directory": "$folder/work", "file": "inc/h.txt", "command": "cp inc/h.txt x"}
]
JSON
echo x >inc/h.txt
run -p build
status_is 3
err_has "fbp-check: src/deleted.c: No such file or directory (named in build/compile_commands.json); left out, run the build's configure step again"
err_has "fbp-check: src/c.c: its folder removed: No such file or directory (named in build/compile_commands.json); left out, run the build's configure step again"
err_has "fbp-check: build/compile_commands.json: entry 5 has no \"file\"; left out, run the build's configure step again"
err_has "fbp-check: src/c.c: no \"command\" and no \"arguments\" (in build/compile_commands.json); left out, run the build's configure step again"
err_has "fbp-check: inc/h.txt: not a C file (named in build/compile_commands.json); left out, a model can describe its functions"
err_lines 5
grep -q '^fbp-check: 1 task, ' "$folder/out" || fail "src/a.c was not analysed once"

# No database, and broken ones.
run -p src
status_is 2
err_has "fbp-check: src/compile_commands.json: No such file or directory; make one with cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or with bear -- make"
printf '[\n  {"directory": ".",\n   "file" "a.c"}\n]\n' >build/compile_commands.json
run -p build
status_is 3
err_has "fbp-check: build/compile_commands.json:3: not valid JSON; run the build's configure step again"
echo '{}' >build/compile_commands.json
run -p build
status_is 3
err_has "fbp-check: build/compile_commands.json:1: not a compilation database (expected an array of entries); run the build's configure step again"
echo '[]' >build/compile_commands.json
run -p build
status_is 3
err_has "fbp-check: build/compile_commands.json: no entries; run the build's configure step again"
: >build/compile_commands.json
run -p build
status_is 3
grep -q "^fbp-check: build/compile_commands.json:1: not valid JSON" "$folder/err" || fail "an empty database"
printf '[\n{"file": "a.c"},\n\377\376]' >build/compile_commands.json
run -p build
status_is 3
err_has "fbp-check: build/compile_commands.json:3: not valid JSON; run the build's configure step again"

# Each entry that cannot be used is a line of its own; the good one among them is analysed.
entries() {
    { printf '[{"directory": "../src", "file": "a.c", "command": "cc -c a.c"}'; printf ',\n%s' "$@"; echo ']'; } \
        >build/compile_commands.json
    run -p build
    status_is 3
    grep -q '^fbp-check: 1 task, ' "$folder/out" || fail "src/a.c was not analysed"
}
again="left out, run the build's configure step again"
entries 1 '"text"' null '{}' '{"file": ""}' '{"file": 7}' '{"file": "a.c", "directory": 7, "command": "cc -c a.c"}'
err_is <<TEXT
fbp-check: build/compile_commands.json: entry 2 is no object; $again
fbp-check: build/compile_commands.json: entry 3 is no object; $again
fbp-check: build/compile_commands.json: entry 4 is no object; $again
fbp-check: build/compile_commands.json: entry 5 has no "file"; $again
fbp-check: build/compile_commands.json: entry 6 has no "file"; $again
fbp-check: build/compile_commands.json: entry 7 has no "file"; $again
fbp-check: build/compile_commands.json: entry 8 has a "directory" that is no string; $again
TEXT
mkdir src/folder.c
printf '"-DX=1' >src/open.rsp
at='"directory": "../src", "file": "c.c"'
entries "{$at}" "{$at, \"command\": \"\"}" "{$at, \"arguments\": []}" "{$at, \"arguments\": \"cc -c c.c\"}" \
    "{$at, \"arguments\": [\"cc\", 1]}" "{$at, \"command\": \"cc -DX='1 -c c.c\"}" "{$at, \"command\": \"cc -DX=\\\"1 -c c.c\"}" \
    "{$at, \"command\": \"cc -c c.c @gone.rsp\"}" "{$at, \"command\": \"cc -c c.c @open.rsp\"}" \
    '{"directory": "../src", "file": "folder.c", "command": "cc -c folder.c"}'
err_is <<TEXT
fbp-check: src/c.c: no "command" and no "arguments" (in build/compile_commands.json); $again
fbp-check: src/c.c: no "command" and no "arguments" (in build/compile_commands.json); $again
fbp-check: src/c.c: no "command" and no "arguments" (in build/compile_commands.json); $again
fbp-check: src/c.c: its "arguments" are not an array of strings (in build/compile_commands.json); $again
fbp-check: src/c.c: its "arguments" are not an array of strings (in build/compile_commands.json); $again
fbp-check: src/c.c: its "command" ends within quotes (in build/compile_commands.json); $again
fbp-check: src/c.c: its "command" ends within quotes (in build/compile_commands.json); $again
fbp-check: src/c.c: @gone.rsp of its command: No such file or directory (in build/compile_commands.json); $again
fbp-check: src/c.c: @open.rsp of its command: ends within quotes (in build/compile_commands.json); $again
fbp-check: src/folder.c: is a directory (named in build/compile_commands.json); $again
TEXT

# A file whose name is no UTF-8 is a file like others, also in the JSON.
cp src/a.c "$(printf 'src/\377.c')"
printf '[{"directory": "../src", "file": "\377.c", "command": "cc -c \377.c"}]' >build/compile_commands.json
run -p build --json r.json
status_is 0
err_lines 0
jq -e .complete r.json >"$folder/jq" || fail "not JSON"

# Headers that a build makes may not be there yet.
echo '#include "made.h"' >src/early.c
echo '[{"directory": "../src", "file": "early.c", "command": "cc -c early.c"}]' >build/compile_commands.json
run -p build
status_is 3
err_has "fbp-check: src/early.c: does not compile, left out: src/early.c:1:10: fatal error: 'made.h' file not found; build once, so that headers that are made are there"

# A response file after -- is one of the folder where fbp-check runs, not of the unit's.
printf '#ifndef GIVEN\n#error not given\n#endif\nint given = GIVEN;\n' >src/given.c
echo '-DGIVEN=1' >given.rsp
echo '-DGIVEN=none' >src/given.rsp
echo '[{"directory": "../src", "file": "given.c", "command": "cc -c given.c"}]' >build/compile_commands.json
run -p build --dump=rir -- @given.rsp
status_is 0
err_has "fbp-check: no unit in build defines main: checked as a library, as with --library"
err_lines 1

# A database that is not there costs nothing but itself.
mkdir other
echo '[{"directory": "../src", "file": "a.c", "command": "cc -c a.c"}]' >other/compile_commands.json
mkdir -p odd/compile_commands.json
run -p nowhere -p odd -p other --json r.json
status_is 2
err_is <<'TEXT'
fbp-check: nowhere/compile_commands.json: No such file or directory; make one with cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or with bear -- make
fbp-check: odd/compile_commands.json: Is a directory; name a file
TEXT
grep -q '^fbp-check: 1 task, ' "$folder/out" || fail "src/a.c was not analysed"
[ "$(jq .complete r.json)" = false ] || fail "the JSON does not say that something is missing"
exit 0
