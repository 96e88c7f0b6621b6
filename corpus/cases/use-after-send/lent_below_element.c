/* Elements of a local array are lent one by one. Setting up the next one is fine, even while the first one is used; what hangs below
 * one that was lent is not to be touched. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct node {
    int v;
    struct node *next;
};

struct job {
    int id;
    int sum;
    struct node *list;
};

static void *sum(void *argument)
{
    struct job *job = argument;
    for (struct node *n = job->list; n != NULL; n = n->next)
        job->sum += n->v;
    return NULL;
}

static struct node *node_new(int v)
{
    struct node *n = calloc(1, sizeof *n);
    if (n == NULL)
        abort();
    n->v = v;
    return n;
}

int main(void)
{
    pthread_t threads[2];
    struct job jobs[2];
    memset(jobs, 0, sizeof jobs);
    struct node *list = node_new(1);
    jobs[0].list = node_new(2);
    if (pthread_create(&threads[0], NULL, sum, &jobs[0]) != 0)
        abort();
    jobs[1].list = list;
    jobs[1].id = 1;
    if (pthread_create(&threads[1], NULL, sum, &jobs[1]) != 0)
        abort();
    list->v = 3; // expect: unproven use-after-send
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return jobs[0].sum + jobs[1].sum;
}
