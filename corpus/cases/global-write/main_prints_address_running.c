/* A task prints where an object is, and another one what is in it, while main writes both. */
#include <pthread.h>
#include <stdio.h>

static char place[16], text[16];

static void *worker(void *arg)
{
    char line[64];
    snprintf(line, sizeof line, "%p", (void *)place);
    puts(text);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    place[0] = 'a'; // expect: unproven global-write
    text[0] = 'b';  // expect: global-write
    return pthread_join(t, NULL);
}
