/* strchr and its kin point into their argument. */
#include <pthread.h>
#include <string.h>

static char line[] = "key=value";

static void *worker(void *arg)
{
    char mine[16];
    strcpy(mine, "a=b");
    char *p = strchr(mine, '=');
    if (p)
        *p = '\0';
    char *q = strchr(line, '=');
    if (q)
        *q = '\0'; // expect: global-write
    // note: line
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
