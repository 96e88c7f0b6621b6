/* A compound literal in a function lies on the stack, at file scope it is a global. */
#include <pthread.h>

struct point {
    int x, y;
};

static struct point *const origin = &(struct point){0, 0};

static void move(struct point *p, int dx)
{
    p->x += dx; // expect: global-write
    // note: worker
}

static void *worker(void *arg)
{
    struct point *mine = &(struct point){.y = 2};
    move(mine, 3);
    move(&(struct point){1, 1}, 1);
    mine->y = origin->x;
    move(origin, 1);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
