/* A struct returned by value (through memory, or in registers) into a global and into a local. */
#include <pthread.h>

struct point {
    int x, y;
};
struct box {
    struct point min, max;
    char label[32];
};

static struct point cursor;
static struct box screen;

static struct point make_point(int x, int y)
{
    return (struct point){x, y};
}

static struct box make_box(int w, int h)
{
    struct box b = {{0, 0}, {w, h}, "box"};
    return b;
}

static void *worker(void *arg)
{
    struct box mine = make_box(3, 4);
    struct point p = make_point(mine.max.x, 1);
    mine.min = p;
    cursor = make_point(1, 2); // expect: global-write
    screen = make_box(80, 25); // expect: global-write
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
