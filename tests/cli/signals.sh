# Many units at once, and a run that is interrupted: no temporary files, no compilers left behind.
. "$(dirname "$0")/lib.sh"

clean_program main.c
files=main.c
for i in 1 2 3 4 5 6 7 8 9; do
    echo "int f$i(void) { return $i; }" >"f$i.c"
    files="$files f$i.c"
done
run -j 3 $files
status_is 0
err_lines 0

# A compiler that hangs: it notes its process and sleeps.
file "$folder/slow" <<SCRIPT
#!/bin/sh
echo \$\$ >>"$folder/pids"
: >"\$FBP_PLUGIN_OUT"
exec sleep 60
SCRIPT
chmod +x "$folder/slow"
FBP_CLANG=$folder/slow
export FBP_CLANG
for name in INT TERM HUP; do
    : >"$folder/pids"
    # An interactive shell's children get SIGINT; a script's background jobs ignore it, hence env.
    env --default-signal=INT "$FBP_CHECK" -j 2 $files >"$folder/out" 2>"$folder/err" &
    check=$!
    tries=0
    while [ "$(wc -l <"$folder/pids")" -lt 2 ]; do
        tries=$((tries + 1))
        [ $tries -lt 600 ] || fail "the compilers did not start"
        sleep 0.05
    done
    [ -n "$(ls -A "$TMPDIR")" ] || fail "no temporary folder: the test looks at the wrong place"
    kill -$name $check
    wait $check 2>/dev/null
    status=$?
    [ $status -gt 128 ] || fail "SIG$name did not end it: status $status"
    [ -z "$(ls -A "$TMPDIR")" ] || fail "SIG$name leaves temporary files"
    for pid in $(cat "$folder/pids"); do
        ! kill -0 "$pid" 2>/dev/null || fail "SIG$name leaves a compiler"
    done
done
unset FBP_CLANG

TMPDIR=$folder/nowhere
export TMPDIR
"$FBP_CHECK" main.c >"$folder/out" 2>"$folder/err"
status=$?
status_is 3
err_has "fbp-check: FOLDER/nowhere: cannot make a temporary folder: No such file or directory; set TMPDIR to one that can be written"
exit 0
