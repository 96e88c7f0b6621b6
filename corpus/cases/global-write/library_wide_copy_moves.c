/* Wide characters are copied as they are: a pointer goes along. */
#include <pthread.h>
#include <stdlib.h>
#include <wchar.h>

static int *shown;

static void *worker(void *arg)
{
    int *own = calloc(1, sizeof *own), *copy;
    enum { COUNT = sizeof(int *) / sizeof(wchar_t) };
    wchar_t parts[COUNT];
    if (!own)
        abort();
    *own = 1;
    wmemcpy(parts, (wchar_t *)&own, COUNT);
    wmemmove((wchar_t *)&copy, parts, COUNT);
    shown = copy; // expect: global-write
    *own = 2;     // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return *shown;
}
