/* A helper links the object into a global table; what the task writes afterwards is visible. */
#include <pthread.h>
#include <stdlib.h>

struct session {
    int id;
    int state;
};

static struct session *sessions[16];

static void enter(struct session *s)
{
    sessions[s->id & 15] = s; // expect: global-write
}

static void *worker(void *arg)
{
    struct session *s = calloc(1, sizeof *s);
    if (!s)
        return arg;
    s->id = 3;
    enter(s);
    s->state = 1; // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
