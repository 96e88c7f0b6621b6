/* A number that holds an address, or one that scanf has read, is made a pointer; the only address that goes out is printed as
 * a number. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>

static int total;

static void *worker(void *arg)
{
    int own = 1;
    unsigned long n = (unsigned long)(uintptr_t)&own;
    fscanf(arg, "%lx", &n);
    *(int *)n = 2; // expect: unproven global-write
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t;
    printf("%lx\n", (unsigned long)(uintptr_t)&total);
    if (argc > 1 && pthread_create(&t, NULL, worker, fopen(argv[1], "r")) == 0)
        pthread_join(t, NULL);
    return total;
}
