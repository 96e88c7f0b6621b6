#!/bin/sh
# The programs of corpus/programs, interpreted like cases: nothing may happen, since nothing is expected.
#
#   programs.sh PROGRAMS-FOLDER WORK-FOLDER INTERPRETED CLANG PLUGIN ANNOTATIONS MODELS LEFT_OUT
set -eu
programs=$1 work=$2
shift 2
rm -rf "$work"
for folder in "$programs"/*/; do
    cases=$work/programs/$(basename "$folder")
    mkdir -p "$cases"
    cp "$folder"/*.[ch] "$cases"
done
exec "$@" "$work/programs" "$work/rir"
