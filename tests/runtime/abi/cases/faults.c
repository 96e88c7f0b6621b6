// clang-format off
// not sanitized: AddressSanitizer has outcomes of its own for most of these
// runs fork
// trap fork_child: foreign-access
// runs exec
// runs vfork
// trap both: use-after-send
// runs longjmp
// trap jumped: foreign-access; it is owned by main; allocated by task 'jumper'
// runs exit
// runs cancel
// runs detach
// runs ended
// runs signals
// runs plain verbosity=1: accesses of threads that nobody announced
// runs memory
// runs limited
// runs limits
// ends tables 47: fbp: run time: no memory for
// ends overflow 139
// ends in_death 47: death callback; SUMMARY: fbp: use-after-send
// clang-format on
#include <errno.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>

#include "by_hand.h"
#include "fbp/rt.h"

static struct queue queue = QUEUE;
static const struct fbp_type nothing = {0, 0, {{0, 0, NULL}}};
static char *self;

/* ---- processes ---- */

static void *forks(void *argument)
{
    int **cell = argument, *p = malloc(16);
    WRITE(p, 1);
    pid_t child = fork();
    if (child == 0) { /* the same task, in a process of its own */
        WRITE(p, 2);
        int *more = malloc(16);
        WRITE(more, 1);
        pthread_t t = start(forks, NULL);
        (void)t;
        _exit(READ(p) == 2 ? 0 : 1);
    }
    int status = 1;
    if (cell != NULL)
        waitpid(child, &status, 0);
    WRITE(p, 3);
    return (void *)(intptr_t)status;
}

static int do_fork(int foreign)
{
    int **cell = calloc(1, sizeof *cell);
    if (foreign) {
        *cell = malloc(4);
        pid_t child = fork();
        if (child == 0) {
            __fbp_send(*cell, FBP_FORM_WHOLE, &nothing, "q_send");
            _exit(0);
        }
        waitpid(child, NULL, 0); /* what the child sent is still ours */
        WRITE(*cell, 1);
    }
    return (int)(intptr_t)join(start_as(forks, cell, FBP_FORM_WHOLE, &nothing));
}

static void *reads(void *argument)
{
    return (void *)(intptr_t)READ(*(int **)argument);
}

static void *execs(void *argument)
{
    (void)argument;
    int status = 1;
    pid_t child = vfork();
    if (child == 0) {
        execl(self, self, (char *)NULL);
        _exit(1);
    }
    waitpid(child, &status, 0);
    int *p = malloc(16);
    WRITE(p, 1);
    return (void *)(intptr_t)status;
}

/* ---- ways out of a task ---- */

static jmp_buf out;
static int *made;

static __attribute__((noinline)) void jumper(int deep)
{
    char volatile frames[256] = {0};
    __fbp_enter((void *)(uintptr_t)jumper);
    made = malloc(16);
    WRITE(made, 1);
    if (deep)
        longjmp(out, 1);
    frames[0] = 1;
    __fbp_leave();
}

static int do_longjmp(void)
{
    int *before = malloc(16);
    WRITE(before, 1);
    if (setjmp(out) == 0)
        jumper(1);
    WRITE(before, 2); /* main again */
    WRITE(made, 2);   /* and what the task left is main's */
    jumper(0);
    WRITE(made, 2);
    return 0;
}

static void *exits(void *argument)
{
    int *p = malloc(16);
    WRITE(p, 5);
    WRITE((int *)argument, 1);
    pthread_exit(p);
}

static sem_t started;
static void *waits(void *argument)
{
    int **cell = argument, *p = malloc(16);
    WRITE(p, 5);
    WRITE(cell, p);
    sem_post(&started);
    for (;;)
        pause();
    return NULL;
}

static int do_cancel(void)
{
    int **cell = calloc(1, sizeof *cell);
    pthread_t t = start(waits, cell);
    sem_wait(&started);
    pthread_cancel(t);
    join(t);
    return READ(*cell) == 5 ? 0 : 1;
}

static _Atomic int done;
static void *quick(void *argument)
{
    WRITE((int *)argument, 1);
    free(argument);
    done++;
    return NULL;
}

static int do_detach(void)
{
    for (int i = 0; i < 1000; i++) {
        int *p = malloc(32);
        WRITE(p, 1);
        pthread_detach(start(quick, p));
        while (done <= i)
            sched_yield();
    }
    return 0;
}

static int do_ended(void)
{
    int *p = malloc(32);
    pthread_t t = start(exits, p);
    usleep(20000);
    int *made_there = join(t);
    WRITE(p, 1);
    return READ(made_there) == 5 ? 0 : 1;
}

/* ---- signals ---- */

static void on_timer(int signal)
{
    static int handled, *kept;
    (void)signal;
    handled++;
    if (kept == NULL)
        kept = &handled;
    CHECK(kept, 0);
    __fbp_receive(NULL, NULL, "q_receive");
}

static void *sends(void *unused)
{
    (void)unused;
    for (int i = 0; i < 200000; i++) {
        int **p = malloc(32), *q = malloc(16);
        p[0] = q;
        send_to(&queue, p, NULL);
        p = receive_from(&queue, NULL);
        WRITE(READ(p), 1);
        free(q);
        free(p);
    }
    return NULL;
}

static int do_signals(void)
{
    struct itimerval often = {{0, 100}, {0, 100}};
    signal(SIGALRM, on_timer);
    setitimer(ITIMER_REAL, &often, NULL);
    join(start(sends, NULL));
    return 0;
}

/* ---- memory ---- */

static void *overflows(void *argument)
{
    volatile char frame[4096];
    frame[0] = 1;
    CHECK(argument, 0);
    return frame[0] ? overflows(argument) : NULL;
}

static int do_memory(void)
{
    int *p = malloc(100);
    WRITE(p, 7);
    struct rlimit limit = {64 << 20, 64 << 20};
    join(start(exits, malloc(16)));
    setrlimit(RLIMIT_DATA, &limit);
    volatile size_t much = (size_t)1 << 40;
    void *volatile fresh = malloc(much), *volatile grown = realloc(p, much);
    if (fresh != NULL || grown != NULL)
        return 1;
    return READ(p) == 7 ? 0 : 1; /* a realloc that failed has changed nothing */
}

/* The tables grow, and cannot: the program ends with a line. */
static int do_tables(void)
{
    enum { BLOCKS = 200000 };
    static void *blocks[BLOCKS];
    for (int i = 0; i < BLOCKS; i++)
        blocks[i] = malloc(16);
    struct rlimit limit = {1 << 20, 1 << 20};
    setrlimit(RLIMIT_AS, &limit);
    for (int i = 0; i < BLOCKS; i++)
        __fbp_send(blocks[i], FBP_FORM_WHOLE, &nothing, "q_send");
    return 0;
}

static void on_death(void)
{
    static const char said[] = "death callback\n";
    int *p = malloc(16);
    __fbp_send(p, FBP_FORM_WHOLE, NULL, "q_send");
    CHECK(p, 1);
    if (write(2, said, sizeof said - 1) < 0)
        abort();
}

static int do_death(void)
{
    int *p = malloc(16);
    fbp_set_death_callback(on_death);
    __fbp_send(p, FBP_FORM_WHOLE, NULL, "q_send");
    WRITE(p, 1);
    return 0;
}

static void *wrong(void *argument)
{
    int *p = malloc(16);
    __fbp_send(p, FBP_FORM_WHOLE, NULL, "q_send");
    pthread_barrier_wait(argument);
    WRITE(p, 1);
    return NULL;
}

/* All of them at once: one report. */
static int do_both(void)
{
    static pthread_barrier_t barrier;
    pthread_t threads[8];
    pthread_barrier_init(&barrier, NULL, 8);
    for (int i = 0; i < 8; i++)
        threads[i] = start_as(wrong, &barrier, FBP_FORM_NONE, NULL);
    for (int i = 0; i < 8; i++)
        join(threads[i]);
    return 0;
}

static void *nobody(void *argument)
{
    int *p = argument, *own = malloc(8);
    WRITE(p, 4);
    WRITE(own, 5);
    return own;
}

static int do_plain(void)
{
    pthread_t t;
    void *made_there;
    int *p = malloc(16);
    join(start(exits, p));
    pthread_create(&t, NULL, nobody, p); /* by code that is not ours */
    pthread_join(t, &made_there);
    WRITE((int *)made_there, 1);
    return 0;
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    int *p = malloc(16);
    self = argv[0];
    if (strcmp(what, "fork") == 0)
        return do_fork(0) | do_fork(1);
    if (strcmp(what, "fork_child") == 0) {
        int **cell = malloc(sizeof *cell), status;
        *cell = malloc(4);
        pid_t child = fork();
        if (child == 0)
            join(start_as(reads, cell, FBP_FORM_WHOLE, &nothing));
        waitpid(child, &status, 0);
        return WEXITSTATUS(status);
    }
    if (strcmp(what, "exec") == 0) {
        join(start(exits, p));
        execl(self, self, (char *)NULL);
    }
    if (strcmp(what, "vfork") == 0)
        return (int)(intptr_t)join(start(execs, NULL));
    if (strcmp(what, "both") == 0)
        return do_both();
    if (strcmp(what, "longjmp") == 0)
        return do_longjmp();
    if (strcmp(what, "jumped") == 0) {
        int **cell = malloc(sizeof *cell);
        do_longjmp();
        *cell = made;
        join(start_as(reads, cell, FBP_FORM_WHOLE, &nothing));
    }
    if (strcmp(what, "exit") == 0)
        return READ((int *)join(start(exits, p))) == 5 ? 0 : 1;
    if (strcmp(what, "cancel") == 0)
        return do_cancel();
    if (strcmp(what, "detach") == 0)
        return do_detach();
    if (strcmp(what, "ended") == 0)
        return do_ended();
    if (strcmp(what, "signals") == 0)
        return do_signals();
    if (strcmp(what, "plain") == 0)
        return do_plain();
    if (strcmp(what, "memory") == 0)
        return do_memory();
    if (strcmp(what, "tables") == 0)
        return do_tables();
    if (strcmp(what, "overflow") == 0)
        join(start(overflows, p));
    if (strcmp(what, "in_death") == 0)
        return do_death();
    if (strcmp(what, "limits") == 0) { /* all of it again under a limit of address space */
        struct rlimit limit = {1 << 30, 1 << 30};
        setrlimit(RLIMIT_AS, &limit);
        execl(self, self, "limited", (char *)NULL);
    }
    if (strcmp(what, "limited") == 0)
        return do_fork(0) | do_longjmp() | do_cancel() | do_detach() | do_ended() | do_signals();
    return 0;
}
