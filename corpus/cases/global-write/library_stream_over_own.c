/* A stream over the task's own memory, beside the ones that everybody has. */
#include <pthread.h>
#include <stdio.h>

static void *prints(void *arg)
{
    char text[32];
    FILE *f = fmemopen(text, sizeof text, "w"); // expect: unproven global-write
    fputs("hello", f);
    fclose(f);
    fputs("done\n", stderr);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, prints, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
