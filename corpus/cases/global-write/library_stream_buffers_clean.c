/* Streams whose buffers are the library's, of a size that main has chosen; tasks print. */
#include <pthread.h>
#include <stdio.h>

static void *prints(void *arg)
{
    fputs("hello\n", arg);
    fprintf(arg, "%d\n", 1);
    fflush(arg);
    return arg;
}

int main(void)
{
    pthread_t t;
    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    setbuf(stderr, NULL);
    if (pthread_create(&t, NULL, prints, stdout) != 0)
        return 1;
    fputs("main\n", stderr);
    pthread_join(t, NULL);
    return 0;
}
