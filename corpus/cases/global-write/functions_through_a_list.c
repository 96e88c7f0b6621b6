/* A function that goes through a variadic list, among strings, and is called by a task. */
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum option { NAME, DEBUG };

struct handle {
    const char *name;
    int (*debug)(const char *);
};

static int level;

static int set_level(const char *text)
{
    level = (int)strlen(text); // expect: global-write
    return 0;
}

static int set_option(struct handle *h, enum option which, ...)
{
    va_list list;
    va_start(list, which);
    if (which == NAME)
        h->name = va_arg(list, const char *);
    else
        h->debug = va_arg(list, int (*)(const char *));
    va_end(list);
    return h->name == NULL;
}

static struct handle handle;

static void *work(void *arg)
{
    handle.debug("text");
    return arg;
}

int main(void)
{
    pthread_t t;
    set_option(&handle, NAME, getenv("NAME"));
    set_option(&handle, DEBUG, set_level);
    return pthread_create(&t, NULL, work, NULL);
}
