# Where the parts are looked for: beside the program, or in FBP_RESOURCE_DIR.
. "$(dirname "$0")/lib.sh"

bad_program bad.c
FBP_RESOURCE_DIR=$folder/nowhere
export FBP_RESOURCE_DIR
run bad.c
status_is 3
err_has "fbp-check: FOLDER/nowhere/lib/fbp/fbp-plugin.so: not found; install fbp-check again, or set FBP_RESOURCE_DIR"

# An installed tree, made by hand, that was moved.
unset FBP_RESOURCE_DIR
root=$folder/moved
mkdir -p "$root/bin" "$root/lib/fbp" "$root/include" "$root/share/fbp"
cp "$FBP_CHECK" "$root/bin/fbp-check"
cp "$(dirname "$FBP_CHECK")/../lib/fbp-plugin.so" "$root/lib/fbp/"
cp -r "$FBP_SOURCE_DIR/annotations/fbp" "$root/include/"
cp -r "$FBP_SOURCE_DIR/annotations/models" "$root/share/fbp/"
FBP_CHECK=$root/bin/fbp-check
record_clang
run bad.c
status_is 1
clang_got "-I$root/include"
clang_got "-fpass-plugin=$root/lib/fbp/fbp-plugin.so"
exit 0
