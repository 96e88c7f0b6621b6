/* main may use them, before and after its tasks and beside those that do not. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void *worker(void *arg)
{
    *(int *)arg += 1;
    return 0;
}

int main(void)
{
    pthread_t t;
    char line[] = "a b";
    time_t now = time(NULL);
    srand((unsigned)now);
    int n = rand();
    puts(asctime(localtime(&now)));
    for (char *w = strtok(line, " "); w; w = strtok(NULL, " "))
        puts(w);
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    puts(strerror(0));
    return n;
}
