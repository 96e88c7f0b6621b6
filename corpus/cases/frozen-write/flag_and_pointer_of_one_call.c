/* A call gives a pointer and a size: where the size is tested, the path has chosen among what the pointer may be. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *worker(void *arg)
{
    return arg;
}

/* The text of a file; NULL if there is none. */
static void slurp(FILE *in, char **text, size_t *size)
{
    char *all = NULL;
    size_t n = 0;
    for (int c; (c = getc(in)) != EOF; n++) {
        char *more = realloc(all, n + 2);
        if (more == NULL)
            break;
        all = more;
        all[n] = (char)c;
        all[n + 1] = 0;
    }
    *text = all;
    *size = n;
}

#define FOUR(n) names[n] = argv[n], names[n + 1] = argv[1], names[n + 2] = argv[2], names[n + 3] = argv[3];
#define EIGHT(n) FOUR(n) FOUR(n + 4)

int main(int argc, char **argv)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, argv);
    char *text = NULL;
    size_t size = 0;
    const char *names[72];
    EIGHT(0) EIGHT(8) EIGHT(16) EIGHT(24) EIGHT(32) EIGHT(40) EIGHT(48) EIGHT(56) EIGHT(64) /* states that large are joined */ // expect: unproven use-after-send
    size_t allocated = 0;
    if (argc > 1)
        text = (char *)"built in";
    if (text == NULL) {
        slurp(stdin, &text, &size);
        allocated = size;
    }
    puts(names[argc]);
    puts(text);
    if (allocated)
        text[0] = '#'; // expect: unproven frozen-write
    pthread_join(t, NULL);
    return 0;
}
