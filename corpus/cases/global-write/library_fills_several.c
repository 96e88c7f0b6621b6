/* scanf writes each of its arguments: the first may be private and the second a global. */
#include <pthread.h>
#include <stdio.h>

static int total, limit;

static void *worker(void *arg)
{
    int n = 0, m = 0;
    sscanf(arg, "%d %d", &n, &m);
    sscanf(arg, "%d %d", &n, &total); // expect: global-write
    // note: 'total' is declared here
    return n + m ? arg : NULL;
}

static void *reader(void *arg)
{
    return limit ? arg : NULL;
}

int main(int argc, char **argv)
{
    pthread_t a, b;
    int n = 0;
    if (argc < 2 || pthread_create(&a, NULL, worker, argv[1]) != 0)
        return 1;
    pthread_join(a, NULL);
    if (pthread_create(&b, NULL, reader, NULL) != 0)
        return 1;
    sscanf(argv[1], "%d %d", &n, &limit); // expect: global-write
    pthread_join(b, NULL);
    return n;
}
