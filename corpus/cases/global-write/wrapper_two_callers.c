/* What one caller of an allocation wrapper keeps in a static list is not what another caller sends,
 * and what is received is not in the list. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct item {
    struct item *next;
    int number;
};

void q_send(struct queue *q, struct item *packet) FBP_SENDS(2);
struct item *q_receive(struct queue *q) FBP_RECEIVES;

static struct item *kept;

static void *must_have(size_t size)
{
    void *p = malloc(size);
    if (p == NULL)
        abort();
    return p;
}

static void keep(int number)
{
    struct item *i = must_have(sizeof *i);
    i->next = kept;
    i->number = number;
    kept = i;
}

static void *work(void *arg)
{
    struct item *i;
    while ((i = q_receive(arg)) != NULL) {
        i->number++;
        free(i);
    }
    return NULL;
}

int main(void)
{
    struct queue q = {0};
    pthread_t t;
    if (pthread_create(&t, NULL, work, &q) != 0)
        return 1;
    for (int n = 0; n < 10; n++) {
        keep(n);
        struct item *i = must_have(sizeof *i);
        i->next = NULL;
        i->number = n;
        q_send(&q, i);
        for (struct item *k = kept; k != NULL; k = k->next)
            k->number++;
    }
    pthread_join(t, NULL);
    return 0;
}
