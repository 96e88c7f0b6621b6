/* main has a buffer of its own and lends a task the stream over it, not the buffer. */
#include <pthread.h>
#include <stdio.h>

static void *prints(void *arg)
{
    fputs("hello", arg); // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    char text[64] = "";
    FILE *out = fmemopen(text, sizeof text, "w");
    if (out == NULL || pthread_create(&t, NULL, prints, out) != 0)
        return 1;
    int first = text[0];
    pthread_join(t, NULL);
    return first;
}
