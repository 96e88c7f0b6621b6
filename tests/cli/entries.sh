# Compilation databases as tools write them: not every entry compiles, and some compile more than they say.
. "$(dirname "$0")/lib.sh"

clean_program a.c
echo 'int b(void) { return 1; }' >b.c
echo 'int c(void) { return 1; }' >c.c
record_clang

# database ENTRY...: each "FILE|COMMAND".
database() {
    separator='['
    for e; do
        printf '%s{"directory": "%s", "file": "%s", "command": "%s"}' "$separator" "$folder/work" "${e%%|*}" "${e#*|}"
        separator=,
    done >compile_commands.json
    echo ']' >>compile_commands.json
}
units() {
    run --list-programs -p .
    status_is 0
    err_lines "${2:-0}"
    grep -qE "^a.c: program '[a-z]+' of $1 units?\$" "$folder/out" || fail "not $1 units"
}

# Dependencies, preprocessing, headers: no compilation. A listing is one only if nothing else is.
database 'a.c|cc -MM a.c' 'a.c|cc -M -MF d a.c' 'a.c|cc -E a.c -o a.i' 'a.c|cc -S a.c -o a.s' \
    'a.c|cc -DREAL -MD -c a.c' 'a.c|cc -fsyntax-only a.c' 'b.c|cc -E b.c' 'h.h|cc -x c-header -c h.h' \
    'a.c|cc -DPROBE -c a.c -o /dev/null'
units 1
clang_got -DREAL
database 'a.c|cc -fsyntax-only a.c'
units 1
database 'a.c|cc -S a.c'
units 1
database 'a.c|cc -MM a.c'
run -p .
status_is 3
err_has "fbp-check: nothing could be analysed; see the lines above"

# Links, assembler, probes that are long gone.
database 'a.c|cc -c a.c' 'b.c|cc -c b.c' 'a.o|cc a.o b.o -lpthread -o prog' 'x.s|cc -c x.s' 'y.S|cc -c y.S' \
    'conftest.c|cc -c conftest.c' 'conftest.c|cc -o conftest conftest.c'
touch x.s y.S
units 2 2
err_has "fbp-check: x.s and 1 more: assembler is not analysed; its functions are unknown, a model can describe them"
err_has "fbp-check: conftest.c and 1 more: compiled to try the compiler, left out"
out_has "a.c: program 'prog' of 2 units"

# Several sources in one entry, or the same command once for each.
database 'a.c|cc -o prog a.c b.c c.c'
units 3
out_has "a.c: program 'prog' of 3 units"
database 'a.c|cc -o prog a.c b.c' 'b.c|cc -o prog a.c b.c'
units 2

# Compiled again into the same object: the last command made it.
database 'a.c|cc -DFIRST -c a.c' 'a.c|cc -DSECOND -c a.c'
units 1
clang_got -DSECOND

# "arguments" before "command", "output" before -o.
cat >compile_commands.json <<JSON
[{"directory": ".", "file": "a.c", "arguments": ["cc", "-DGOOD", "-c", "a.c", "-o", "x"], "command": "cc -DBAD -c a.c",
  "output": "tool-a.o"}]
JSON
units 1
clang_got -DGOOD
out_has "a.c: program 'tool' of 1 unit"
unset FBP_CLANG

# Several databases: one pool of units; a file may be in any of them.
mkdir -p app lib
cat >main.c <<'SOURCE'
int b(void);
int main(void) { return b(); }
SOURCE
printf '[{"directory": "%s", "file": "main.c", "command": "cc -c main.c"}]' "$folder/work" >app/compile_commands.json
printf '[{"directory": "%s", "file": "b.c", "command": "cc -c b.c"}]' "$folder/work" >lib/compile_commands.json
run -p app -p lib --list-programs
status_is 0
out_has "main.c: program 'main' of 2 units"
run -p app -p lib --list-programs b.c
out_has "fbp-check: 1 program; 0 units in none"
err_lines 0
run -p app -p lib c.c
status_is 3
err_has "fbp-check: c.c: not in app/compile_commands.json or the other databases; check the name, or analyse it without -p"
run -p app -p nowhere
status_is 2
err_has "fbp-check: nowhere/compile_commands.json: No such file or directory; make one with cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or with bear -- make"
exit 0
