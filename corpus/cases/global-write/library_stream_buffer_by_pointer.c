/* A stream gets its buffer by a call through a pointer: a table of ways to buffer. What prints then
 * writes the buffer, which main reads; also if it is called through a pointer itself. Asking for a stream's number or flags writes none. */
#include <pthread.h>
#include <stdio.h>

static char line[256];

static void (*const ways[])(FILE *, char *) = {setbuf};
static int (*const put)(int, FILE *) = fputc;

static void *prints(void *arg)
{
    fputs("hello", arg); // expect: unproven global-write
    // note: may write a buffer that was given before
    put('\n', arg); // expect: unproven global-write
    flockfile(arg);
    if (fileno(arg) < 0 || feof(arg) || ferror(arg))
        clearerr(arg);
    funlockfile(arg);
    return arg;
}

int main(void)
{
    pthread_t t;
    ways[0](stderr, line);
    if (pthread_create(&t, NULL, prints, stderr) != 0)
        return 1;
    pthread_join(t, NULL);
    return line[0];
}
