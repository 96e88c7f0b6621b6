/* A file that is mapped for all gets a pointer, and is read. */
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

static int total;

static void *worker(void *arg)
{
    int own = 1, *p = &own;
    if (read(*(int *)arg, &p, sizeof p) == sizeof p)
        *p = 2; // expect: unproven global-write
    return NULL;
}

int main(void)
{
    pthread_t t;
    int fd = open("file", O_RDWR);
    int **file = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (fd < 0 || file == MAP_FAILED)
        return 1;
    *file = &total; // expect: unproven frozen-write
    if (pthread_create(&t, NULL, worker, &fd) != 0)
        return 1;
    pthread_join(t, NULL);
    return total;
}
