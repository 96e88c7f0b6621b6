/* stderr gets a static buffer that the program names nowhere else: nobody can see what is written
 * there but through the stream. */
#include <pthread.h>
#include <stdio.h>

static void *complains(void *arg)
{
    fprintf(stderr, "no %p\n", arg);
    perror("complains");
    return arg;
}

int main(void)
{
    static char line[BUFSIZ];
    pthread_t t;
    setbuf(stderr, line);
    if (pthread_create(&t, NULL, complains, NULL) != 0)
        return 1;
    fputs("main\n", stderr);
    pthread_join(t, NULL);
    return 0;
}
