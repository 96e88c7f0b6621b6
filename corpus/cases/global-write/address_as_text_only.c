/* Clean: addresses are printed, for the log; nothing in the program makes a pointer of a number or
 * of text. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
    int count;
    size_t size;
    char *bytes;
};

static void *work(void *arg)
{
    struct job j = {0};
    char line[64];
    if (fgets(line, sizeof line, stdin) != NULL)
        j.size = strtoul(line, NULL, 0);
    j.bytes = calloc(j.size + 1, 1);
    fprintf(stderr, "job %p, %zu bytes at %p\n", (void *)&j, j.size, (void *)j.bytes);
    for (int c; j.size > 0 && (c = getchar()) != EOF; j.size--)
        j.bytes[j.size] = (char)c;
    sscanf(line, "%d", &j.count);
    j.count++;
    free(j.bytes);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, work, NULL);
    pthread_join(t, NULL);
    return 0;
}
