// clang-format off
// not sanitized: local variables whose frames end lie in memory of AddressSanitizer's
// trap lent: use-after-send task 'lends' (#
// trap fresh: use-after-send task 'lends_fresh' (#
// trap returned: use-after-send task 'lends_behind' (#
// mistake R24-kept
// mistake R24-lent fresh
// mistake R24-lender
// mistake R24-block
// clang-format on
#include "by_hand.h"

#include <signal.h>
#include <ucontext.h>

/* R24: what a task touches of its own stack has its tag, as long as it runs there. */

static const char *mode = "";
static int bad;
static void wrong(const char *what)
{
    fprintf(stderr, "own_stack: %s\n", what);
    bad = 1;
}

static uint16_t tag_of(const volatile void *p)
{
    return *(const volatile uint16_t *)(FBP_SHADOW_BASE + ((uintptr_t)p >> FBP_GRANULE_SHIFT) * 2);
}

static void touch(const volatile int *p, int value)
{
    int *at = (int *)(uintptr_t)p;
    WRITE(at, value);
}

static void *idle(void *argument)
{
    return argument;
}

static volatile int *seen;
static volatile int *gone;

static void *touches(void *argument)
{
    _Alignas(16) volatile int cells[64];
    for (int i = 0; i < 64; i++)
        touch(&cells[i], i);
    if (tag_of(&cells[0]) != __fbp_self || tag_of(&cells[63]) != __fbp_self || __fbp_self == 0)
        wrong("what was touched has another tag");
    gone = &cells[0];
    return argument;
}

/* A loan of what has the tag already: checked like any other, and given back to nobody. */
static void *lends(void *argument)
{
    _Alignas(16) volatile int cells[8], other = 1;
    for (int i = 0; i < 8; i++)
        touch(&cells[i], i);
    touch(&other, 2);
    pthread_t t = start_as(idle, (void *)cells, 5 * sizeof cells[0], NULL);
    touch(&other, 3);
    touch(&cells[5], 3); /* in the same granule as what is lent */
    if (strcmp(mode, "lent") == 0)
        touch(&cells[4], 1);
    join(t);
    touch(&cells[4], 1);
    touch(&cells[0], 1);
    if (tag_of(&cells[0]) != __fbp_self)
        wrong("what was lent and came back has another tag");
    return argument;
}

/* Nothing is stamped yet when it is lent. */
static void *lends_fresh(void *argument)
{
    _Alignas(256) volatile int cells[16]; /* the first eight are lent */
    pthread_t t = start_as(idle, (void *)cells, 8 * sizeof cells[0], NULL);
    touch(&cells[8], 3);
    if (strcmp(mode, "fresh") == 0)
        touch(&cells[0], 1);
    join(t);
    touch(&cells[0], 1);
    return argument;
}

/* A thread that ends in the middle of it. */
static void *exits(void *argument)
{
    volatile int cell;
    touch(&cell, 1);
    gone = &cell;
    pthread_exit(argument);
}

/* A loan that outlives the lender. */
static pthread_t borrower;
static pthread_mutex_t until = PTHREAD_MUTEX_INITIALIZER;
static void *waits(void *argument)
{
    pthread_mutex_lock(&until);
    pthread_mutex_unlock(&until);
    return argument;
}
static void *leaves(void *argument)
{
    _Alignas(16) volatile int cells[8];
    touch(&cells[0], 1);
    borrower = start_as(waits, (void *)cells, sizeof cells, NULL);
    gone = &cells[0];
    return argument;
}
static void *joins_both(void *argument)
{
    pthread_mutex_lock(&until);
    join(start(leaves, NULL));
    pthread_mutex_unlock(&until);
    join(borrower);
    if (tag_of(gone) != 0)
        wrong("a loan that ended gave the lender's number back");
    return argument;
}

/* An inner task on the same stack, which nobody joins; then its memory is lent. */
static __attribute__((noinline)) void inner(void)
{
    _Alignas(16) volatile int cells[256];
    for (int i = 0; i < 256; i++)
        touch(&cells[i], i);
    seen = &cells[128];
}
static void *runs_inner(void *argument)
{
    inner();
    return argument;
}
static __attribute__((noinline)) void lend_there(void)
{
    _Alignas(16) volatile int cells[512];
    pthread_t t = start_as(idle, (void *)cells, sizeof cells, NULL);
    if (strcmp(mode, "returned") == 0)
        touch(&cells[256], 1);
    join(t);
    touch(&cells[256], 1);
}
static void *lends_behind(void *argument)
{
    volatile int mine = 0;
    touch(&mine, 1);
    void *start = __fbp_start((void *)(uintptr_t)runs_inner, NULL, FBP_FORM_WHOLE, NULL, "submit");
    __fbp_started(start, 17, NULL, 1);
    __fbp_run(start);
    if (tag_of(seen) != 0)
        wrong("a task that has returned left its tag on the stack");
    touch(&mine, 2);
    if (tag_of(&mine) != __fbp_self)
        wrong("the task around it has not its own tag");
    lend_there();
    return argument;
}

/* The stack of a signal, and one of the program's own making: blocks of the heap, of somebody. */
static void on_signal(int number)
{
    _Alignas(16) volatile int cell = number;
    uint16_t before = tag_of(&cell);
    touch(&cell, 1);
    if (tag_of(&cell) != before)
        wrong("the stack of a signal was stamped");
}
static ucontext_t around, within;
static void in_context(void)
{
    _Alignas(16) volatile int cell;
    uint16_t before = tag_of(&cell);
    touch(&cell, 1);
    if (tag_of(&cell) != before)
        wrong("the stack of a context was stamped");
}
static void *on_other_stacks(void *argument)
{
    enum { BYTES = 256 * 1024 };
    stack_t other = {.ss_sp = malloc(BYTES), .ss_size = BYTES};
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_ONSTACK};
    sigaltstack(&other, NULL);
    sigaction(SIGUSR1, &action, NULL);
    raise(SIGUSR1);
    getcontext(&within);
    within.uc_stack = (stack_t){.ss_sp = malloc(BYTES), .ss_size = BYTES};
    within.uc_link = &around;
    makecontext(&within, in_context, 0);
    swapcontext(&around, &within);
    return argument;
}

/* A block that a thread has for its stack is the block's owner's still. */
static void *on_a_block(void *argument)
{
    _Alignas(16) volatile int cell;
    touch(&cell, 1);
    __atomic_store_n(&gone, &cell, __ATOMIC_RELEASE);
    pthread_mutex_lock(&until);
    pthread_mutex_unlock(&until);
    return argument;
}
static void on_a_stack_of(void *stack, size_t bytes)
{
    pthread_t t;
    pthread_attr_t with;
    pthread_attr_init(&with);
    pthread_attr_setstack(&with, stack, bytes);
    pthread_mutex_lock(&until);
    void *start = __fbp_start((void *)(uintptr_t)on_a_block, NULL, FBP_FORM_WHOLE, NULL, "start");
    int failed = pthread_create(&t, &with, __fbp_run, start);
    __fbp_started(start, (uint64_t)t, NULL, failed == 0);
    if (failed)
        abort();
    while (__atomic_load_n((void *const *)&gone, __ATOMIC_ACQUIRE) == NULL)
        ;
    touch(gone, 1);
    pthread_mutex_unlock(&until);
    join(t);
    touch(gone, 1);
}
static char of_the_program[256 * 1024] __attribute__((aligned(4096)));

int main(int argc, char **argv)
{
    mode = argc > 1 ? argv[1] : "";
    join(start(touches, NULL));
    if (tag_of(gone) != 0)
        wrong("a thread that has ended left its tag on the stack");
    join(start(exits, NULL));
    if (tag_of(gone) != 0)
        wrong("a thread that was left has its tag on the stack");
    join(start(lends, NULL));
    join(start(lends_fresh, NULL));
    join(start(joins_both, NULL));
    join(start(lends_behind, NULL));
    join(start(on_other_stacks, NULL));
    gone = NULL;
    void *block = aligned_alloc(4096, 256 * 1024);
    on_a_stack_of(block, 256 * 1024);
    gone = NULL;
    on_a_stack_of(of_the_program, sizeof of_the_program);
    free(block);
    return bad;
}
