// clang-format off
// trap send: use-after-send
// ends send 3 exitcode=3: SUMMARY: fbp: use-after-send
// runs send halt_on_error=0: SUMMARY: fbp: use-after-send; options.c:55:9 in use_and_send
// ends many 47 halt_on_error=0:max_reports=3: SUMMARY
// ends send 47 format=json: {"kind":"use-after-send","pid":; "does":"writes","bytes":4; "object":{"address":"0x; "memory":"heap","size":16,"offset":4; "sent":{"by":{"name":"main","number":0},"through":"q_send","frames":[{"function":"use_and_send","file":"; "line":53,"column":5,"pc":"0x
// ends send 47 symbolize=0: #0 ?
// ends send 47 nothing=1:verbosity: no such option (help=1 lists them): 'nothing'; not a value of this option: 'verbosity'
// ends send 47 help=1: halt_on_error         end the program at the first violation
// ends send 47 log_path=report:exitcode=47
// runs send suppressions=accepted
// ends send 47 suppressions=wrong: wrong:1: no kind of violation of that name; wrong:2: no reason; wrong:3: expected object=GLOB
// ends send 47 suppressions=other
// ends deep 47 stack_depth=2:malloc_context_size=3: allocated by main:; #0 made; #1 deeper; #2 main
// ends default 5: SUMMARY
// ends root 47: SUMMARY: fbp: use-after-send /
// runs slab
// trap slab_send: use-after-send inside a 32-byte object
// trap slab_other: foreign-access
// clang-format on
#include <fcntl.h>

#include "by_hand.h"
#include "fbp/rt.h"

static int by_default;

const char *fbp_default_options(void)
{
    char line[64] = {0};
    int fd = open("/proc/self/cmdline", O_RDONLY);
    ssize_t n = read(fd, line, sizeof line - 1);
    close(fd);
    by_default = n > 8 && strcmp(line + n - 8, "default") == 0;
    return by_default ? "exitcode=5:stack_depth=1" : "";
}

static __attribute__((noinline)) int *made(size_t bytes)
{
    int *volatile p = malloc(bytes);
    return p;
}

static __attribute__((noinline)) int *deeper(void)
{
    int *volatile p = made(16);
    return p;
}

static int use_and_send(int argc, char **argv)
{
    int *p = malloc(16);
    __fbp_send(p, FBP_FORM_WHOLE, NULL, "q_send");
    for (int i = 0; i < (wants(argc, argv, "many") ? 10 : 1); i++) {
        WRITE(&p[1], 1);
        if (wants(argc, argv, "many")) {
            WRITE(&p[0], 1);
            WRITE(&p[2], 1);
            WRITE(&p[3], 1);
        }
    }
    return 0;
}

static void *slab_user(void *argument)
{
    int *p = argument;
    WRITE(&p[7], 1);
    return NULL;
}

static void *slab_reader(void *argument)
{
    return (void *)(intptr_t)READ(*(int **)argument);
}

static int slab(int argc, char **argv)
{
    static const struct fbp_type nothing = {0, 0, {{0, 0, NULL}}};
    char *block = malloc(4096);
    int **cell = calloc(1, sizeof *cell);
    for (int i = 0; i < 100; i++)
        fbp_object_new(block + i * 32, 32);
    join(start_as(slab_user, block + 32, FBP_FORM_WHOLE, &nothing));
    WRITE((int *)(void *)block, 1);
    __fbp_send(block + 64, FBP_FORM_WHOLE, &nothing, "q_send");
    WRITE((int *)(void *)(block + 32), 1);
    WRITE((int *)(void *)(block + 96), 1);
    if (wants(argc, argv, "slab_send"))
        WRITE((int *)(void *)(block + 68), 1);
    *cell = (int *)(void *)(block + 96);
    if (wants(argc, argv, "slab_other"))
        join(start_as(slab_reader, cell, FBP_FORM_WHOLE, &nothing));
    fbp_object_delete(block + 64, 32);
    fbp_object_new(block + 64, 32);
    WRITE((int *)(void *)(block + 68), 1);
    free(block);
    block = malloc(4096);
    WRITE(block, 1);
    return 0;
}

int main(int argc, char **argv)
{
    if (wants(argc, argv, "slab") || wants(argc, argv, "slab_send") ||
        wants(argc, argv, "slab_other"))
        return slab(argc, argv);
    if (wants(argc, argv, "deep")) {
        __fbp_start(NULL, NULL, FBP_FORM_WHOLE, NULL, "start");
        int *p = deeper();
        __fbp_send(p, FBP_FORM_WHOLE, NULL, "q_send");
        WRITE(p, 1);
    }
    if (wants(argc, argv, "root") && chdir("/") != 0)
        return 1;
    return argc > 1 ? use_and_send(argc, argv) : 0;
}
