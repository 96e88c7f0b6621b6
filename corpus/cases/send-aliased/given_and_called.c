/* A library without a description is given the function that sends, and a task calls it, too: that
 * task is named. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    struct msg *next;
    int number;
};

void q_send(struct queue *q, struct msg *packet) FBP_SENDS(2);
void q_attach(struct queue *q);
void library_run(void (*each)(void));

static struct queue out;
static struct msg *last;

static void each(void)
{
    struct msg *m = malloc(sizeof *m);
    if (m == NULL)
        return;
    m->next = NULL;  // expect: unproven global-write
    last = m; // expect: global-write
    q_send(&out, m); // expect: send-aliased
}

static void *work(void *arg)
{
    each();
    return arg;
}

int main(void)
{
    pthread_t t;
    q_attach(&out); // expect: unproven use-after-send
    library_run(each); // expect: unproven use-after-send
    if (pthread_create(&t, NULL, work, NULL) == 0)
        pthread_join(t, NULL);
    return 0;
}
