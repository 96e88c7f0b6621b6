/* What lies beside a string of the library is no function that the library has made. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct rule {
    const char *text;
    size_t (*measure)(const char *);
};

static size_t length(const char *text)
{
    return strlen(text);
}

static void *work(void *arg)
{
    struct rule *r = malloc(sizeof *r);
    if (r == NULL)
        return NULL;
    r->text = getenv("RULE");
    r->measure = length;
    if (r->text != NULL && r->measure(r->text) > 3)
        r->text = NULL;
    free(r);
    return arg;
}

int main(void)
{
    pthread_t t;
    return pthread_create(&t, NULL, work, NULL);
}
