/* Steps from a shared member or a lock lead to what stands beside it, however they are written. */
#include <fbp/annotate.h>
#include <pthread.h>

struct object {
    int size;
    int references FBP_SHARED("counted by all");
    int owner;
    pthread_mutex_t lock;
    int waiting;
};

struct header {
    int length;
};

static struct object back, forth, each, locked, indexed;
static struct {
    struct header header;
    char payload[60] FBP_SHARED("written by all");
} message;

static void *worker(void *argument)
{
    int i = 0;
    int *r = &back.references;
    --r;
    *r = 2; // expect: global-write
    r = &forth.references;
    r++;
    *r = 2; // expect: global-write
    r = &each.references;
    *r++ = 1;
    *r = 1; // expect: global-write
    r = (int *)&locked.lock;
    *--r = 1; // expect: global-write
    struct header *h = (struct header *)message.payload;
    h--;
    h->length = 3; // expect: global-write
    for (i = 0; i < 2; i++)
        (&indexed.references)[i] = 1; // expect: unproven global-write
    return argument;
}

struct job {
    int values[4];
    int result;
};

static struct job jobs[8];

static void *work(void *argument)
{
    struct job *mine = argument;
    int *v = mine->values;
    v++;
    *v = 1;
    v = mine->values;
    v--;
    *v = 2; // expect: unproven global-write
    return NULL;
}

static int configured;

static void *reader(void *argument)
{
    return configured + back.owner > 0 ? argument : NULL;
}

int main(void)
{
    pthread_t threads[10];
    for (int i = 0; i < 7; i++)
        if (pthread_create(&threads[i], NULL, work, &jobs[i + 1]) != 0)
            return 1;
    if (pthread_create(&threads[7], NULL, worker, NULL) != 0)
        return 1;
    if (pthread_create(&threads[8], NULL, reader, NULL) != 0)
        return 1;
    int *r = &back.references;
    r++;
    *r = 1; // expect: unproven global-write
    for (int i = 0; i < 9; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
