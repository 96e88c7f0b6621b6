/* A stream over static memory: what a task prints into it, another one reads there. */
#include <pthread.h>
#include <stdio.h>

static char text[64];
static FILE *out;

static void *prints(void *arg)
{
    fputs("hello", out); // expect: unproven global-write
    // note: may write a buffer that was given before
    fflush(out); // expect: unproven global-write
    return arg;
}

static void *reads(void *arg)
{
    return text[0] == 'h' ? arg : NULL;
}

int main(void)
{
    pthread_t t[2];
    out = fmemopen(text, sizeof text, "w");
    if (out == NULL || pthread_create(&t[0], NULL, prints, NULL) != 0)
        return 1;
    if (pthread_create(&t[1], NULL, reads, NULL) == 0)
        pthread_join(t[1], NULL);
    pthread_join(t[0], NULL);
    return 0;
}
