/* qsort moves pointers within an array, so any element may be the one that points to a global; what
 * read() fetches through a pipe may be any pointer. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static int total;

static int compare(const void *a, const void *b)
{
    return **(int *const *)a - **(int *const *)b;
}

static void *worker(void *arg)
{
    int own = 1, other = 2;
    int *pair[2] = {&total, &own};
    qsort(pair, 2, sizeof *pair, compare);
    *pair[1] = 1; // expect: unproven global-write
    int *item = &other;
    if (read(*(int *)arg, &item, sizeof item) == sizeof item)
        *item = 2; // expect: unproven global-write
    other = 3;
    return NULL;
}

int main(void)
{
    pthread_t t;
    int fd[2], *sent = &total;
    if (pipe(fd) != 0 || write(fd[1], &sent, sizeof sent) < 0)
        return 1;
    if (pthread_create(&t, NULL, worker, &fd[0]) == 0)
        pthread_join(t, NULL);
    return total;
}
