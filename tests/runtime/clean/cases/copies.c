/* A queue that copies messages by value; what they point to goes along. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct FBP_CHANNEL cq {
    pthread_mutex_t m;
    pthread_cond_t c;
    size_t size;
    unsigned head, tail;
    _Alignas(16) unsigned char mem[16 * 64];
};
static struct cq q = {.m = PTHREAD_MUTEX_INITIALIZER, .c = PTHREAD_COND_INITIALIZER, .size = 24};
FBP_TRUSTED("copies under its lock")
FBP_SENDS_COPY(2) static void cq_put(struct cq *q, const void *p)
{
    pthread_mutex_lock(&q->m);
    while (q->head - q->tail == 16)
        pthread_cond_wait(&q->c, &q->m);
    memcpy(q->mem + (q->head++ % 16) * q->size, p, q->size);
    pthread_cond_broadcast(&q->c);
    pthread_mutex_unlock(&q->m);
}
FBP_TRUSTED("copies under its lock") FBP_RECEIVES_INTO(2) static void cq_get(struct cq *q, void *p)
{
    pthread_mutex_lock(&q->m);
    while (q->head == q->tail)
        pthread_cond_wait(&q->c, &q->m);
    memcpy(p, q->mem + (q->tail++ % 16) * q->size, q->size);
    pthread_cond_broadcast(&q->c);
    pthread_mutex_unlock(&q->m);
}
struct msg {
    int *data;
    long n;
    int kind;
};

static void *sensor(void *arg)
{
    struct msg m;
    for (int i = 1; i <= 100; i++) {
        m.kind = i % 2;
        m.n = i;
        m.data = malloc((size_t)i * sizeof *m.data);
        for (int k = 0; k < i; k++)
            m.data[k] = k;
        cq_put(&q, &m);
        m.n = 0;
    }
    m.kind = 9;
    m.n = 0;
    m.data = NULL;
    cq_put(&q, &m);
    return arg;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, sensor, NULL);
    struct msg m;
    long s = 0;
    for (;;) {
        cq_get(&q, &m);
        if (m.kind == 9)
            break;
        for (long i = 0; i < m.n; i++)
            s += m.data[i];
        free(m.data);
    }
    pthread_join(t, NULL);
    printf("%ld\n", s);
    return 0;
}
