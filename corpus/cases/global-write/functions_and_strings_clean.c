/* Options go through one variadic list: strings, which come from the library, and functions. What is not known of a
 * string says nothing about which functions there are. */
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum option { NAME, DEBUG, RELEASE };

struct handle {
    const char *name;
    int (*debug)(const char *);
    void (*release)(void *);
};

static int level;

static int set_level(const char *text)
{
    level = (int)strlen(text);
    return level;
}

static int set_option(struct handle *h, enum option which, ...)
{
    va_list list;
    va_start(list, which);
    switch (which) {
    case NAME:
        h->name = va_arg(list, const char *);
        break;
    case DEBUG:
        h->debug = va_arg(list, int (*)(const char *));
        break;
    case RELEASE:
        h->release = va_arg(list, void (*)(void *));
        break;
    }
    va_end(list);
    return h->name == NULL;
}

static void (*release_block)(void *) = free;

static void *work(void *arg)
{
    int *block = malloc(sizeof *block);
    if (block != NULL)
        *block = 1;
    release_block(block);
    return arg;
}

int main(void)
{
    static struct handle handle;
    pthread_t t;
    set_option(&handle, NAME, getenv("NAME"));
    set_option(&handle, DEBUG, set_level);
    set_option(&handle, RELEASE, free);
    if (pthread_create(&t, NULL, work, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    if (handle.debug != NULL && handle.name != NULL)
        handle.debug(handle.name);
    return 0;
}
