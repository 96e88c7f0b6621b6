/* With a null string strtok_r cuts what it was given before. */
#include <pthread.h>
#include <string.h>

static char path[] = "/bin:/usr/bin";

static void start(char *text, char **save)
{
    strtok_r(text, ":", save); // expect: global-write
}

static void *worker(void *arg)
{
    char mine[] = "a b c";
    char *save;
    for (char *w = strtok_r(mine, " ", &save); w; w = strtok_r(NULL, " ", &save))
        ;
    char *rest;
    start(path, &rest);
    strtok_r(NULL, ":", &rest); // expect: global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    return pthread_join(t, NULL);
}
