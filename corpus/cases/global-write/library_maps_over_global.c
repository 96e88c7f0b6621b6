/* A mapping at a fixed address takes the place of the global that lies there. */
#include <pthread.h>
#include <sys/mman.h>

static _Alignas(4096) char page[4096];

static void *worker(void *arg)
{
    int flags = MAP_PRIVATE | MAP_ANONYMOUS;
    char *mine = mmap(NULL, 4096, PROT_READ | PROT_WRITE, flags, -1, 0);
    mine[0] = 1;
    mmap(page, 4096, PROT_READ, flags | MAP_FIXED, -1, 0); // expect: global-write
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
