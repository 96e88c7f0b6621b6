/* What the task was started with is its own. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

#include <pthread.h>

struct job {
    struct queue *out;
    struct msg *first;
};

static void *work(void *argument)
{
    struct job *j = argument;
    struct msg *m = j->first;
    j->first = NULL;
    q_send(j->out, m);
    return NULL;
}

int main(void)
{
    static struct queue out;
    pthread_t t;
    struct job *j = calloc(1, sizeof *j);
    if (j == NULL)
        return 1;
    j->out = &out;
    j->first = calloc(1, sizeof *j->first);
    if (j->first != NULL && pthread_create(&t, NULL, work, j) == 0)
        pthread_join(t, NULL);
    return 0;
}
