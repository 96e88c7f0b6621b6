/* The same launcher: each task keeps to the argument it was given. */
#include <pthread.h>
#include <stdlib.h>

struct counter {
    int n;
};

static struct counter reads, writes;

static void launch(void *(*fn)(void *), void *arg)
{
    pthread_t t;
    if (pthread_create(&t, NULL, fn, arg) != 0)
        abort();
    pthread_detach(t);
}

static void *reader(void *arg)
{
    ((struct counter *)arg)->n++;
    return 0;
}

static void *writer(void *arg)
{
    ((struct counter *)arg)->n += 2;
    return 0;
}

int main(void)
{
    launch(reader, &reads);
    launch(writer, &writes);
    pthread_exit(NULL);
}
