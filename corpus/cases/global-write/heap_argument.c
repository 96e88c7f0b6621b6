/* A heap block per thread, made by main, used and freed by the thread. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
    int id;
    char name[20];
};

static void *worker(void *arg)
{
    struct job *j = arg;
    j->id *= 2;
    snprintf(j->name, sizeof j->name, "job %d", j->id);
    puts(j->name);
    free(j);
    return NULL;
}

int main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++) {
        struct job *j = malloc(sizeof *j);
        if (!j)
            return 1;
        j->id = i;
        if (pthread_create(&t[i], NULL, worker, j) != 0)
            return 1;
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return 0;
}
