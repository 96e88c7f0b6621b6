/* A channel may be written as a whole through a pointer; what lies around it may not. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    pthread_mutex_t lock;
    void *slots[8];
    unsigned head, tail;
};

struct station {
    struct queue in, out;
    int served;
};

static struct station *stations;

static void reset(struct queue *q)
{
    memset(q, 0, sizeof *q);
    *q = (struct queue){.head = 0};
    q->tail = 0;
}

static void reset_two(struct queue *q)
{
    memset(q, 0, 2 * sizeof *q); // expect: unproven global-write
}

static void reset_around(struct queue *q)
{
    struct station *s = (struct station *)((char *)q - offsetof(struct station, out));
    s->served = 0; // expect: unproven global-write
}

struct buffer {
    char *next;
    size_t left;
};

static struct buffer *buffers;

static void put(struct queue *data, char c)
{
    struct buffer *b = (struct buffer *)data;
    b->next++; // expect: global-write
    b->left--; // expect: unproven global-write
    (void)c;
}

static void *worker(void *argument)
{
    struct station *s = &stations[(long)argument];
    struct queue *q = &s->in;
    reset(&s->in);
    reset(q);
    reset_two(&stations[0].in);
    reset_around(&stations[0].out);
    put((struct queue *)&buffers[0], 'c');
    return NULL;
}

int main(void)
{
    pthread_t thread;
    stations = calloc(2, sizeof *stations);
    buffers = calloc(2, sizeof *buffers);
    if (stations == NULL || buffers == NULL ||
        pthread_create(&thread, NULL, worker, (void *)1L) != 0)
        return 1;
    pthread_join(thread, NULL);
    free(stations);
    free(buffers);
    return 0;
}
