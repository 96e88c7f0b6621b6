# The tools that builds are made of: compiler caches, distributed compilation, configure, CMake, libtool. Each ends with
# an object, library or program that carries .fbp, and none says anything that it does not say with clang-19.
. "$(dirname "$0")/lib.sh"
cp -r "$folder/work" "$folder/pristine"
# Installed where everybody may read it: distcc's server does not run as root.
root=$folder/installed
mkdir -p "$root/bin" "$root/lib/fbp"
cp "$FBP_CC" "$(dirname "$FBP_CC")/fbp-check" "$root/bin"
cp "$(find "$(dirname "$FBP_CC")/../lib" -name fbp-plugin.so)" "$root/lib/fbp"
ln -s "$FBP_SOURCE_DIR/annotations" "$root/include"
mkdir "$root/share"
ln -s "$root/share" "$root/share/fbp"
ln -s "$FBP_SOURCE_DIR/annotations/models" "$root/share/models"
chmod 755 "$folder"
PATH=$root/bin:$PATH
export PATH

step() {
    echo "-- $1"
    rm -rf "$folder/work"
    cp -r "$folder/pristine" "$folder/work"
    cd "$folder/work" || exit 1
}

# Twice: the first fills the cache, the second is a hit and runs no compiler.
step ccache
export CCACHE_DIR="$folder/ccache"
unset CCACHE_BASEDIR CCACHE_NOHASHDIR CCACHE_COMPILERTYPE CCACHE_PREFIX
for type in auto clang; do
    CCACHE_COMPILERTYPE=$type
    export CCACHE_COMPILERTYPE
    ccache -C -z >/dev/null
    run ccache fbp-cc -O2 -g -MD -c a.c -o first.o
    status_is 0
    silent
    carries first.o
    run ccache fbp-cc -O2 -g -MD -c a.c -o first.o.again
    run ccache fbp-cc -O2 -g -MD -c a.c -o first.o
    status_is 0
    silent
    carries first.o
    run fbp-cc -O2 -g -MD -c a.c -o first.o.plain
    cmp first.o first.o.plain || fail "a hit is not what is compiled"
    ccache --print-stats | grep -qE '^(direct|preprocessed)_cache_hit[[:space:]]+[1-9]' || fail "ccache ($type) had no hit"
    run ccache fbp-cc first.o b.c -o prog
    status_is 0
    silent
    carries prog
done

step distcc
: >"$folder/log"
chmod 666 "$folder/log"
user=$(id -un)
[ "$user" != root ] || user=nobody
port=$((20000 + $$ % 20000))
distccd --daemon --no-detach --listen 127.0.0.1 --port $port --allow 127.0.0.1 --jobs 2 --user $user \
    --enable-tcp-insecure --log-file "$folder/log" &
server=$!
last=
DISTCC_HOSTS=127.0.0.1:$port DISTCC_FALLBACK=0 DISTCC_DIR=$folder/distcc
export DISTCC_HOSTS DISTCC_FALLBACK DISTCC_DIR
mkdir "$DISTCC_DIR"
tries=0
until distcc fbp-cc -c b.c -o there.o 2>"$folder/err"; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || fail "distcc did not compile: $(cat "$folder/log" "$folder/err")"
    rm -rf "$DISTCC_DIR/lock/backoff"*
    sleep 0.1
done
run distcc fbp-cc -O2 -g -c b.c -o there.o
status_is 0
silent
carries there.o
grep -q 'COMPILE_OK.*b[.]c' "$folder/log" || fail "the server compiled nothing: $(cat "$folder/log")"
run distcc clang-19 -O2 -g -c b.c -o plain.o
objcopy --remove-section=.fbp there.o there.plain
objcopy --remove-section=.fbp plain.o plain.plain
cmp there.plain plain.plain || fail "what came back is not what clang makes there"
# The server compiles in a folder of its own, which is in debug information, and so in the record; where the command
# says which folder it is, the record is that made here, byte for byte. (Debug information itself has checksums of files
# that are not there.)
for flags in "-O2 -g" -O2; do
    # shellcheck disable=SC2086 # a list of words
    run distcc fbp-cc $flags "-fdebug-compilation-dir=$PWD" -c b.c -o there.o
    status_is 0
    silent
    carries there.o
    # shellcheck disable=SC2086
    run fbp-cc $flags "-fdebug-compilation-dir=$PWD" -c b.c -o here.o
    for o in there here; do
        objcopy --dump-section .fbp=$o.fbp $o.o $o.copy
    done
    cmp there.fbp here.fbp || fail "$flags: another record is made there"
done
kill "$server"
server=

step configure
cat >configure.ac <<'AC'
AC_INIT([probe], [1])
AM_INIT_AUTOMAKE([foreign subdir-objects])
AC_PROG_CC
AM_PROG_AR
LT_INIT
AC_C_BIGENDIAN
AC_C_INLINE
AC_C_RESTRICT
AC_SYS_LARGEFILE
AC_CHECK_SIZEOF([long])
AC_CHECK_HEADERS([pthread.h no_such_header.h])
AC_CHECK_FUNCS([printf no_such_function])
AC_SEARCH_LIBS([pow], [m])
AC_CONFIG_HEADERS([config.h])
AC_CONFIG_FILES([Makefile])
AC_OUTPUT
AC
cat >Makefile.am <<'AM'
lib_LTLIBRARIES = libtwice.la
libtwice_la_SOURCES = b.c
bin_PROGRAMS = answer
answer_SOURCES = a.c
answer_LDADD = libtwice.la
AM
sh -c 'autoreconf -fi' >"$folder/out" 2>"$folder/err" || fail "autoreconf: $(cat "$folder/err")"
cp -r . "$folder/configured"
for compiler in clang-19 fbp-cc; do
    cp -r "$folder/configured" "$folder/work/$compiler"
    (cd "$folder/work/$compiler" && ./configure CC=$compiler && make) >"$folder/out" 2>"$folder/err" ||
        fail "configure and make with $compiler: $(cat "$folder/out" "$folder/err")"
done
diff clang-19/config.h fbp-cc/config.h || fail "configure found something else"
cd fbp-cc || exit 1
carries b.o .libs/b.o .libs/libtwice.a .libs/libtwice.so a.o .libs/answer
[ "$(./answer)" = 42 ] || fail "the program does not run"

if [ "$(uname -m)" = x86_64 ]; then
step "configure, with an option in CC and warnings as errors"
for compiler in clang-19 fbp-cc; do
    cp -r "$folder/configured" "$folder/work/$compiler"
    (cd "$folder/work/$compiler" && ./configure CC="$compiler -m32" CFLAGS="-O1 -Werror" --disable-static) \
        >"$folder/out" 2>"$folder/err" || fail "configure with $compiler -m32: $(cat "$folder/out" "$folder/err")"
done
diff clang-19/config.h fbp-cc/config.h || fail "configure found something else"
grep -q 'SIZEOF_LONG 4' fbp-cc/config.h || fail "-m32 did not arrive"
fi

step cmake
cat >CMakeLists.txt <<'CMAKE'
cmake_minimum_required(VERSION 3.20)
project(probe LANGUAGES C)
include(CheckCCompilerFlag)
include(CheckFunctionExists)
include(CheckTypeSize)
check_c_compiler_flag(-Wno-such-warning-at-all HAS_NO_SUCH_WARNING)
check_c_compiler_flag(-fno-such-option HAS_NO_SUCH_OPTION)
check_c_compiler_flag(-Wshadow HAS_SHADOW)
check_function_exists(no_such_function HAS_NO_SUCH_FUNCTION)
check_function_exists(printf HAS_PRINTF)
check_type_size(long LONG)
set(CMAKE_C_STANDARD 11)
add_library(twice SHARED b.c)
add_library(twice_static STATIC b.c)
add_executable(answer a.c)
target_link_libraries(answer PRIVATE twice)
add_executable(answer_static a.c)
target_link_libraries(answer_static PRIVATE twice_static)
file(WRITE ${CMAKE_BINARY_DIR}/found "${CMAKE_C_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION} ${CMAKE_C_COMPILER_ABI}
${CMAKE_C_IMPLICIT_LINK_LIBRARIES} ${CMAKE_C_IMPLICIT_INCLUDE_DIRECTORIES} ${CMAKE_C_COMPILE_FEATURES}
${HAS_NO_SUCH_WARNING} ${HAS_NO_SUCH_OPTION} ${HAS_SHADOW} ${HAS_NO_SUCH_FUNCTION} ${HAS_PRINTF} ${LONG}\n")
CMAKE
for compiler in clang-19 fbp-cc; do
    (CFLAGS=-Werror cmake -S . -B $compiler -G Ninja -DCMAKE_C_COMPILER=$compiler && cmake --build $compiler) \
        >"$folder/out" 2>"$folder/err" || fail "cmake with $compiler: $(cat "$folder/out" "$folder/err")"
done
diff clang-19/found fbp-cc/found || fail "CMake found something else"
carries fbp-cc/libtwice.so fbp-cc/answer fbp-cc/answer_static
[ "$(./fbp-cc/answer_static)" = 42 ] || fail "the program does not run"
exit 0
