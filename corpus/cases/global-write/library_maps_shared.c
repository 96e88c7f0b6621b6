/* A file is mapped shared by two tasks: what one of them writes the other reads. Pages that are
 * private, or of no file, are the task's own. */
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>

static int file = -1;

static void *map_file(int flags)
{
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE, flags, file, 0);
}

static void *worker(void *arg)
{
    int huge = arg == NULL ? MAP_HUGETLB : 0;
    char *page =
        mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | huge, -1, 0);
    char *all = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    char *copy = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    char *shown = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    char *either = map_file(arg == NULL ? MAP_SHARED : MAP_PRIVATE);
    page[0] = 1;
    all[0] = 1;
    copy[0] = 1;
    shown[0]++;          // expect: unproven global-write
                         // note: may map what is mapped elsewhere
    either[0] = page[1]; // expect: unproven global-write
    *(int *)(copy + sizeof(int *)) = 1;
    **(int **)copy = 2; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t[2];
    file = open("shared", O_RDWR);
    if (pthread_create(&t[0], NULL, worker, NULL) != 0)
        return 1;
    if (pthread_create(&t[1], NULL, worker, &t) == 0)
        pthread_join(t[1], NULL);
    pthread_join(t[0], NULL);
    return 0;
}
