/* Messages with flexible array members come back through a second queue and are used again. */
#include "q.h"
struct pkt {
    unsigned len;
    struct pkt *next;
    char data[];
};
static struct ring full = RING_INIT, empty = RING_INIT;
static void *producer(void *unused)
{
    (void)unused;
    for (int i = 0; i < 500; i++) {
        struct pkt *p = ring_get(&empty);
        p->len = (unsigned)snprintf(p->data, 64, "message %d", i);
        ring_put(&full, p);
    }
    ring_close(&full);
    return NULL;
}
static void *consumer(void *arg)
{
    unsigned long *sum = arg;
    struct pkt *p;
    while ((p = ring_get(&full))) {
        for (unsigned i = 0; i < p->len; i++)
            *sum += (unsigned char)p->data[i];
        memset(p->data, 0, 64);
        ring_put(&empty, p);
    }
    return NULL;
}
int main(void)
{
    int unsigned long sum = 0;
    pthread_t a, b;
    for (int i = 0; i < 4; i++) {
        struct pkt *p = calloc(1, sizeof *p + 64);
        ring_put(&empty, p);
    }
    pthread_create(&a, NULL, producer, NULL);
    pthread_create(&b, NULL, consumer, &sum);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("%lu\n", sum);
    for (int i = 0; i < 4; i++)
        free(ring_get(&empty));
    return 0;
}
