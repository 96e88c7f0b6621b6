/* A function that the library keeps as a `void *` comes back as one. */
#include <pthread.h>
#include <search.h>
#include <stddef.h>

typedef void operation(void);

static int count;

static void counts(void)
{
    count++; // expect: unproven global-write
}

static void *work(void *arg)
{
    ENTRY wanted = {"counts", NULL}, *found = hsearch(wanted, FIND); // expect: global-write
    if (found != NULL)
        ((operation *)found->data)();
    return arg;
}

int main(void)
{
    pthread_t t;
    ENTRY e = {"counts", (void *)counts};
    hcreate(10);
    hsearch(e, ENTER);
    return pthread_create(&t, NULL, work, NULL);
}
