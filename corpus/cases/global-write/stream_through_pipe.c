/* The only pointer that goes through a pipe is the library's: what it leads to is not the reader's. */
#include <locale.h>
#include <pthread.h>
#include <unistd.h>

static void *worker(void *arg)
{
    struct lconv own = {0}, *l = &own;
    if (read(*(int *)arg, &l, sizeof l) == sizeof l)
        l->frac_digits = 2; // expect: unproven global-write
    return NULL;
}

int main(void)
{
    pthread_t t;
    int fd[2];
    struct lconv *l = localeconv();
    if (pipe(fd) != 0 || write(fd[1], &l, sizeof l) < 0 || pthread_create(&t, NULL, worker, &fd[0]) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
