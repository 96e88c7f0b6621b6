/* A flexible array member, and strdup. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct message {
    size_t len;
    char text[];
};

static struct message *make(const char *s)
{
    size_t len = strlen(s);
    struct message *m = malloc(sizeof *m + len + 1);
    if (!m)
        return NULL;
    m->len = len;
    memcpy(m->text, s, len + 1);
    return m;
}

static void *worker(void *arg)
{
    struct message *m = make("hello");
    char *copy = strdup("constant");
    if (m)
        m->text[0] = 'H';
    if (copy)
        copy[0] = 'C';
    free(copy);
    free(m);
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
