/* strerror and setlocale, from a helper of the task. */
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static void complain(int err)
{
    fprintf(stderr, "%s\n", strerror(err)); // expect: global-write
    // note: strerror_r
    // note: complain
}

static void *worker(void *arg)
{
    setlocale(LC_ALL, "C"); // expect: global-write
    complain(EINVAL);
    return arg;
}

int main(void)
{
    pthread_t t;
    setlocale(LC_ALL, "");
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
