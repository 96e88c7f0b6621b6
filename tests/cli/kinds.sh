# Kinds can be switched off and on.
. "$(dirname "$0")/lib.sh"

bad_program bad.c
run --disable global-write bad.c
status_is 0
summary 0
run --disable=global-write --enable=global-write bad.c
status_is 1
summary 1
run --enable fbp-global-write bad.c
status_is 1
exit 0
