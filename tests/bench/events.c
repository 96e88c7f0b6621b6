/* What one check, one event and one allocation cost, called by hand as compiled code does; for
 * events.sh. Each line is the least time of several rounds, in nanoseconds of the thread's
 * processor time. */
#include "../runtime/abi/by_hand.h"

#include <time.h>

enum { ROUNDS = 9, MANY = 1 << 16 };

struct object {
    struct object *next;
    long value;
};
TYPE(object_type, struct object, {offsetof(struct object, next), 0, &object_type});

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/* The least time of `what`, for one of `n`. */
static double least(void (*what)(void *), void *with, double n)
{
    double best = 1e18;
    for (int i = 0; i < ROUNDS; i++) {
        double from = now();
        what(with);
        double took = (now() - from) / n;
        best = took < best ? took : best;
    }
    return best;
}

static void say(const char *what, double ns)
{
    printf("%s|%.1f\n", what, ns);
}

/* ---- checks ---- */

static void accesses(void *at)
{
    int *p = at;
    for (int i = 0; i < MANY; i++) {
        __asm__ volatile("" : "+r"(p));
        *(volatile int *)p;
    }
}

static void checks(void *at)
{
    int *p = at;
    for (int i = 0; i < MANY; i++) {
        __asm__ volatile("" : "+r"(p));
        CHECK(p, 0);
        *(volatile int *)p;
    }
}

static int global;
static const int constant[64] = {1};
static struct shared {
    int a;
    int counter; /* everybody's, beside something that is not */
} shared;
static const struct fbp_global globals[] = {
    {&global, sizeof global, "global", 0},
    {constant, sizeof constant, "constant", FBP_GLOBAL_CONSTANT},
    {&shared, sizeof shared, "shared", 0}};

static void all_checks(void)
{
    int *own = malloc(sizeof *own), *frozen = malloc(sizeof *frozen), local = 0;
    *own = *frozen = 0;
    __fbp_freeze(frozen, FBP_FORM_WHOLE, NULL, "freeze");
    __fbp_shared(&shared.counter, sizeof shared.counter);
    say("an access without a check", least(accesses, own, MANY));
    say("... with one, of what is one's own, on the heap", least(checks, own, MANY));
    say("... on one's own stack", least(checks, &local, MANY));
    say("... of what is frozen", least(checks, frozen, MANY));
    say("... of a constant", least(checks, (void *)(uintptr_t)&constant[32], MANY));
    say("... of a member that everybody shares", least(checks, &shared.counter, MANY));
    say("... of a static variable that is read through a pointer", least(checks, &global, MANY));
    free(own);
}

/* ---- packets ---- */

enum { OBJECTS = 8192 };
struct packets {
    struct object *first[OBJECTS];
    int n, objects; /* so many packets of so many objects */
};

static void make(struct packets *p)
{
    for (int i = 0; i < p->n; i++) {
        p->first[i] = NULL;
        for (int j = 0; j < p->objects; j++) {
            struct object *o = malloc(sizeof *o);
            o->next = p->first[i];
            p->first[i] = o;
        }
    }
}

static void send_all(struct packets *p)
{
    for (int i = 0; i < p->n; i++)
        __fbp_send(p->first[i], FBP_FORM_WHOLE, &object_type, "send");
}

static void receive_all(struct packets *p)
{
    for (int i = 0; i < p->n; i++)
        __fbp_receive(p->first[i], &object_type, "receive");
}

static void drop(struct packets *p)
{
    for (int i = 0; i < p->n; i++)
        for (struct object *o = p->first[i], *next; o != NULL; o = next) {
            next = o->next;
            free(o);
        }
}

static void all_packets(int objects)
{
    static struct packets p;
    double sending = 1e18, receiving = 1e18;
    char text[64];
    p.n = OBJECTS / objects;
    p.objects = objects;
    for (int i = 0; i < ROUNDS; i++) {
        make(&p);
        double a = now();
        send_all(&p);
        double b = now();
        receive_all(&p);
        double c = now();
        drop(&p);
        sending = b - a < sending ? b - a : sending;
        receiving = c - b < receiving ? c - b : receiving;
    }
    snprintf(text, sizeof text, "sending a packet of %d object%s", objects,
             objects == 1 ? "" : "s");
    say(text, sending / p.n);
    snprintf(text, sizeof text, "receiving a packet of %d object%s", objects,
             objects == 1 ? "" : "s");
    say(text, receiving / p.n);
}

/* ---- allocations ---- */

static void allocate(void *bytes)
{
    for (int i = 0; i < MANY; i++) {
        void *p = malloc(*(size_t *)bytes);
        __asm__ volatile("" : "+r"(p) : : "memory");
        free(p);
    }
}

/* What ours is made of. */
void *__libc_malloc(size_t bytes);
void __libc_free(void *p);
static void allocate_plainly(void *bytes)
{
    for (int i = 0; i < MANY; i++) {
        void *p = __libc_malloc(*(size_t *)bytes);
        __asm__ volatile("" : "+r"(p) : : "memory");
        __libc_free(p);
    }
}

static void all_allocations(const char *when, void (*how)(void *))
{
    char text[96];
    for (size_t bytes = 32; bytes <= 4096; bytes *= 128) {
        snprintf(text, sizeof text, "malloc and free of %zu bytes%s", bytes, when);
        say(text, least(how, &bytes, MANY));
    }
}

static void *nothing(void *argument)
{
    return argument;
}

/* ---- in a task ---- */

static void *in_task(void *argument)
{
    enum { TASKS = 200 };
    all_checks();
    all_packets(1);
    all_packets(10);
    all_packets(1000);
    all_allocations(" in a task", allocate);
    double from = now();
    for (int i = 0; i < TASKS; i++) {
        void *start = __fbp_start((void *)(uintptr_t)nothing, NULL, FBP_FORM_WHOLE, NULL, "start");
        __fbp_started(start, (uint64_t)(i + 1), NULL, 1);
        __fbp_run(start);
        __fbp_joined((uint64_t)(i + 1));
    }
    say("a task: start, begin, end and join, without its thread", (now() - from) / TASKS);
    return argument;
}

int main(void)
{
    __fbp_module(globals, globals + LENGTH(globals));
    all_allocations(", glibc's own", allocate_plainly);
    all_allocations(" before the first start", allocate);
    join(start(in_task, NULL));
    return 0;
}
