/* The linker names the ends of segments. Through a pointer that starts there main gets to a
 * variable that a task reads by its name, and the task to what it was lent. */
#include <pthread.h>

extern char end[], __bss_start[];

static long offset;
static int level, lent[4];

static void *reads(void *arg)
{
    *(int *)arg = level;
    return arg;
}

static void *fills(void *arg)
{
    int *first = arg;
    *first = 1; // expect: unproven global-write
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t[2];
    int own = 0;
    offset = argc;
    level = 1;
    if (pthread_create(&t[0], NULL, reads, &own) != 0 ||
        pthread_create(&t[1], NULL, fills, lent) != 0)
        return 1;
    *(int *)(end - offset) = 2;       // expect: unproven global-write
    __bss_start[offset] = argv[0][0]; // expect: unproven global-write
    pthread_join(t[0], NULL);
    pthread_join(t[1], NULL);
    *(int *)(end - offset) = 3;
    return own;
}
