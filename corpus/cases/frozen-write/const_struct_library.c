/* Library functions that would write a constant. */
#include <pthread.h>
#include <string.h>

static const char banner[] = "welcome here";

static void *worker(void *arg)
{
    char *save;
    strcpy((char *)banner, "bye"); // expect: frozen-write
    strtok_r((char *)banner, " ", &save); // expect: frozen-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
