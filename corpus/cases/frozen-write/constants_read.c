/* Reading constants, copying them, and changing the copy. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static const char *const names[] = {"a", "b"};
static const struct pair {
    int x, y;
} unit = {1, 1};

static void *worker(void *arg)
{
    struct pair p = unit;
    char copy[8];
    strcpy(copy, names[1]);
    copy[0] = 'c';
    p.x += unit.y;
    printf("%s %d\n", copy, p.x);
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
