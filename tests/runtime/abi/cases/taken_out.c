// clang-format off
// trap shown: send-unowned
// trap shown_written: global-write task 'take'
// trap hidden: foreign-access task 'read_of_stack'
// trap written: foreign-access task 'write_of_stack'
// clang-format on
/* R16: what a static variable led to, and does not any more, belongs to who took it out; what is on
 * another's stack may be read by those whom a static variable leads there. */
#include <semaphore.h>

#include "by_hand.h"

struct message {
    long n, m;
};
struct request {
    long before[4];
    struct request *link;
    char *text;
};
static struct message *current;
static void *volatile pending;
static sem_t made, seen;
static struct queue queue = QUEUE;
static const char *mode = "";
static const struct fbp_global globals[] = {
    {&current, sizeof current, "current", 0},
    {(const void *)&pending, sizeof pending, "pending", 0},
    {&queue, sizeof queue, "queue", FBP_GLOBAL_SHARED | FBP_GLOBAL_CHANNEL},
};

static int is(const char *name)
{
    return strcmp(mode, name) == 0;
}

/* It shows the message while it is filled; the other task looks there meanwhile. */
static void *make(void *unused)
{
    struct message *m = malloc(sizeof *m);
    WRITE(&m->n, 1);
    current = m;
    sem_post(&made);
    sem_wait(&seen);
    return unused;
}

static void *take(void *unused)
{
    sem_wait(&made);
    struct message *m = current;
    if (READ(&m->n) != 1)
        abort();
    if (!is("shown") && !is("shown_written"))
        current = NULL;
    if (!is("shown"))
        WRITE(&m->m, 1);
    __fbp_send(m, FBP_FORM_WHOLE, NULL, "q_send");
    put(&queue, m);
    sem_post(&seen);
    return unused;
}

static void *read_of_stack(void *arg)
{
    struct request **all = arg, *r = *all;
    if (READ(&r->before[1]) != 2 || READ(&r->text[0]) != 'x')
        abort();
    return NULL;
}

static void *write_of_stack(void *arg)
{
    struct request **all = arg, *r = *all;
    WRITE(&r->before[2], 1);
    return NULL;
}

int main(int argc, char **argv)
{
    mode = argc > 1 ? argv[1] : "";
    __fbp_module(globals, globals + LENGTH(globals));
    sem_init(&made, 0, 0);
    sem_init(&seen, 0, 0);
    pthread_t first = start_as(make, NULL, FBP_FORM_WHOLE, NULL);
    pthread_t second = start_as(take, NULL, FBP_FORM_WHOLE, NULL);
    join(first);
    join(second);
    struct request r = {{1, 2, 3, 4}, &r, malloc(2)}, **all = calloc(1, sizeof *all);
    *all = &r;
    r.text[0] = 'x';
    pending = is("hidden") ? NULL : (void *)&r.link;
    join(start_as(is("written") ? write_of_stack : read_of_stack, all, FBP_FORM_NONE, NULL));
    return 0;
}
