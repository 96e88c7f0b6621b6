/* A value on the stack is built, copied and changed as one likes. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct FBP_IMMUTABLE point {
    int x, y;
};

static struct point moved(struct point p, int by)
{
    p.x += by;
    p.y += by;
    return p;
}

static void *worker(void *argument)
{
    struct point a = {1, 2}, b = moved(a, 3);
    int *sum = malloc(sizeof *sum);
    (void)argument;
    b.x = 0;
    if (sum != NULL)
        *sum = a.x + b.y;
    return sum;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
