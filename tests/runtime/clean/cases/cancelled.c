/* A cancelled task sends its buffer in a cleanup handler; it ran on a stack of the program's
 * making. */
#include "q.h"
#include <limits.h>
#include <unistd.h>
struct state {
    int *buf;
    int n;
    struct ring *out;
};
static struct ring out = RING_INIT;
static void give_back(void *p)
{
    struct state *s = p;
    int *b = s->buf;
    b[0] = -1;
    ring_put(s->out, b);
}
static void *work(void *arg)
{
    struct state s = {malloc(16 * sizeof(int)), 0, arg};
    pthread_cleanup_push(give_back, &s);
    for (;;) {
        s.buf[1 + s.n++ % 15] = s.n;
        usleep(1000);
        pthread_testcancel();
    }
    pthread_cleanup_pop(0);
    return NULL;
}
int main(void)
{
    pthread_attr_t at;
    pthread_attr_init(&at);
    size_t size = PTHREAD_STACK_MIN + 65536 * 4;
    void *stack = NULL;
    if (posix_memalign(&stack, 4096, size))
        return 1;
    pthread_attr_setstack(&at, stack, size);
    pthread_t t;
    pthread_create(&t, &at, work, &out);
    usleep(5000);
    pthread_cancel(t);
    void *r;
    pthread_join(t, &r);
    int *b = ring_get(&out);
    printf("%d %d\n", b[0], r == PTHREAD_CANCELED);
    free(b);
    free(stack);
    pthread_attr_destroy(&at);
    return 0;
}
