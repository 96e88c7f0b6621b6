/* An interning table that is a global: the linked entry and the bucket, each write is one. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct name {
    struct name *next;
    int refs;
    char text[];
};

static struct name *names;

static const char *intern(const char *s)
{
    struct name *n;
    for (n = names; n; n = n->next)
        if (strcmp(n->text, s) == 0)
            break;
    if (!n) {
        n = malloc(sizeof *n + strlen(s) + 1);
        if (!n)
            return NULL;
        strcpy(n->text, s);
        n->refs = 0;
        n->next = names;
        names = n; // expect: global-write
    }
    n->refs++; // expect: global-write
    // note: names
    return n->text;
}

static void *worker(void *arg)
{
    return (void *)intern(arg);
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, "name") != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
