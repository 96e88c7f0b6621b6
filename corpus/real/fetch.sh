# Fetching a program that none of us wrote: what `run` and `making.sh` share.
#
# A script that sources this file has set: name, cache (a folder), and from the recipe package, tarballs, needs.
# fetch sets version, tarball and sha256.

say() {
    printf '\n== %s\n' "$*"
}

need_packages() {
    local p missing=""
    # shellcheck disable=SC2154 # the recipe's
    for p in clang-19 make python3 dpkg-dev xz-utils bzip2 $needs; do
        dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=" $p"
    done
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" != 0 ]; then
        echo "$0: packages are missing; run: sudo apt-get install -y --no-install-recommends$missing" >&2
        exit 1
    fi
    # shellcheck disable=SC2086 # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing </dev/null
}

# apt with the machine's own sources, deb-src in place of deb, and all of its state below the cache.
private_apt() {
    apt-get -q -o Dir::Etc::sourcelist="$cache/apt/sources.list" -o Dir::Etc::sourceparts="$cache/apt/sources.d" \
        -o Dir::State::Lists="$cache/apt/lists" -o Dir::Cache="$cache/apt/cache" \
        -o APT::Sandbox::User=root "$@" </dev/null
}

copy_apt_sources() {
    local file
    mkdir -p "$cache/apt/sources.d" "$cache/apt/lists/partial" "$cache/apt/cache"
    : >"$cache/apt/sources.list"
    [ ! -f /etc/apt/sources.list ] || sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >"$cache/apt/sources.list"
    for file in /etc/apt/sources.list.d/*.sources; do
        [ ! -f "$file" ] || sed 's/^Types:.*/Types: deb-src/' "$file" >"$cache/apt/sources.d/$(basename "$file")"
    done
    for file in /etc/apt/sources.list.d/*.list; do
        [ ! -f "$file" ] || sed -n 's/^deb /deb-src /p' "$file" >"$cache/apt/sources.d/$(basename "$file")"
    done
}

# Several programs are fetched one after the other: what apt knows is good for an hour.
update_apt() {
    [ -z "$(find "$cache/apt/updated" -mmin -60 2>/dev/null)" ] || return 0
    copy_apt_sources
    private_apt update
    touch "$cache/apt/updated"
}

# Sets version, tarball and sha256 to those of the tarball that is there.
find_tarball() {
    # shellcheck disable=SC2154 # the recipe's
    while read -r version tarball sha256; do
        [ -z "$tarball" ] || [ ! -f "$cache/$tarball" ] || return 0
    done <<<"$tarballs"
    return 1
}

# Mirrors lose the packaging of old versions (then apt-get ends with 100); upstream's tarball is all we want.
fetch() {
    ! find_tarball || return 0
    # shellcheck disable=SC2154 # the recipe's
    say "fetching $package"
    update_apt
    (cd "$cache" && private_apt source --download-only "$package") || true
    find_tarball || {
        echo "$0: none of the tarballs that are known of $name was fetched; this Debian's $package is of:" >&2
        private_apt source --print-uris --download-only "$package" 2>/dev/null | sed -n "s/^'[^']*' //p" >&2
        exit 1
    }
}
