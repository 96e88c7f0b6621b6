/* Start and join hang on the same condition: that main writes while the task runs is not shown by a path through the join. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static int first, second, third, fourth;
static int threaded;

static void *reader(void *argument)
{
    return first + second + third == 0 ? argument : NULL;
}

static void *other_reader(void *argument)
{
    return fourth == 0 ? argument : NULL;
}

static void *joins(void *argument)
{
    pthread_join(*(pthread_t *)argument, NULL);
    return NULL;
}

static pthread_t joined_by_other;

int main(int argc, char **argv)
{
    pthread_t thread, supervisor;
    int threads = argc > 1 ? atoi(argv[1]) : 1;
    if (threads > 1)
        if (pthread_create(&thread, NULL, reader, NULL) != 0)
            return 1;
    sleep(1);
    if (threads > 1)
        pthread_join(thread, NULL);
    first = 1; // expect: unproven global-write
    threaded = argc > 2;
    if (threaded && pthread_create(&thread, NULL, reader, NULL) != 0)
        return 1;
    if (threaded)
        pthread_join(thread, NULL);
    second = 1; // expect: unproven global-write
    if (pthread_create(&thread, NULL, reader, NULL) != 0)
        return 1;
    if (argc > 3)
        pthread_join(thread, NULL);
    else
        third = 1; // expect: global-write
    if (pthread_create(&joined_by_other, NULL, other_reader, NULL) != 0 ||
        pthread_create(&supervisor, NULL, joins, &joined_by_other) != 0)
        return 1;
    pthread_join(supervisor, NULL);
    fourth = 1; // expect: unproven global-write
    return 0;
}
