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
err_has "fbp-check: src/deleted.c: No such file or directory (named in build/compile_commands.json); run the build's configure step again"
err_has "fbp-check: src/c.c: its folder removed: No such file or directory (named in build/compile_commands.json); left out"
err_has 'fbp-check: build/compile_commands.json: entry 5 has no "file"; left out'
err_has 'fbp-check: src/c.c: no "command" and no "arguments" in build/compile_commands.json; left out'
err_has "fbp-check: inc/h.txt: not a C file (named in build/compile_commands.json); left out"
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
err_has "fbp-check: build/compile_commands.json:1: not a compilation database (expected an array of entries)"
echo '[]' >build/compile_commands.json
run -p build
status_is 3
err_has "fbp-check: build/compile_commands.json: no entries; run the build's configure step again"
: >build/compile_commands.json
run -p build
status_is 3
grep -q "^fbp-check: build/compile_commands.json:1: not valid JSON" "$folder/err" || fail "an empty database"

exit 0
