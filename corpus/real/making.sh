# Making a program of builds/: what `build_both`, `build_checked` and `make_in` share.
#
# A script that sources this file has set here (the folder of this file), and cache (a folder); name, before it calls load_program.

# shellcheck source=/dev/null
. "$here/fetch.sh"

# name_programs [NAME...]: sets names; without any they are all of builds/.
name_programs() {
    names=("$@")
    [ $# -gt 0 ] || mapfile -t names < <(cd "$here/builds" && printf '%s\n' *.build | sed 's/\.build$//')
}

# Reads builds/NAME.build; what it needs is installed and its tarball fetched.
load_program() {
    # shellcheck disable=SC2154 # the script's
    file=$here/builds/$name.build
    unset -f results # of another program, maybe
    # shellcheck source=/dev/null
    . "$file"
    need_packages
    mkdir -p "$cache"
    fetch
    # shellcheck disable=SC2154 # fetch sets them
    echo "$sha256  $cache/$tarball" | sha256sum -c -
}

# unpack FOLDER: what was there is removed.
unpack() {
    rm -rf "${1:?}"
    mkdir -p "$1"
    tar -C "$1" --strip-components=1 -xf "$cache/$tarball"
}

# step FOLDER LOG FUNCTION [ARGUMENT...]: one function of the .build file, or a command, in the folder of the sources.
step() {
    local folder=$1 log=$2
    shift 2
    # shellcheck disable=SC2016 # for the inner shell
    timeout -k 10 "${REAL_LIMIT:-1800}" bash -euo pipefail -c 'here=$1; . "$2"; cd "$3"; shift 3; "$@"' \
        step "$here" "$file" "$folder" "$@" >>"$log" 2>&1 </dev/null || {
        tail -5 "$log"
        echo "${0##*/}: $name: $1 with $CC failed: $log"
        return 1
    }
}
