/* Handles are joined from a copy of the array; and what a function says by its result about the start is not known to be that. */
#include <pthread.h>
#include <string.h>

static int first, second, third;

static void *reader(void *argument)
{
    return first + second == 0 ? argument : NULL;
}

static void *other_reader(void *argument)
{
    return third == 0 ? argument : NULL;
}

static int start(pthread_t *thread)
{
    int error = pthread_create(thread, NULL, other_reader, NULL);
    if (error != 0)
        return -error;
    return 0;
}

int main(void)
{
    pthread_t threads[2], copies[2], thread;
    struct handles {
        pthread_t one;
    } kept, copy;
    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, reader, NULL) != 0)
            return 1;
    memcpy(copies, threads, sizeof copies);
    for (int i = 0; i < 2; i++)
        pthread_join(copies[i], NULL);
    first = 1; // expect: unproven global-write
    if (pthread_create(&kept.one, NULL, reader, NULL) != 0)
        return 1;
    copy = kept;
    pthread_join(copy.one, NULL);
    second = 1; // expect: unproven global-write
    int error = start(&thread);
    if (error < 0)
        third = 1; // expect: unproven global-write
    return 0;
}
