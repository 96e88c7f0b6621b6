/* Unknown code is given a constant and gives something back, to main and to a task. */
#include <pthread.h>
#include <stdlib.h>

int *picked(const int *one);

static const int limit = 3;

static void *worker(void *arg)
{
    int *own = malloc(sizeof *own);
    if (own != NULL)
        *own = 2;
    return own != NULL ? own : arg;
}

int main(void)
{
    pthread_t t;
    void *made = NULL;
    int *p = picked(&limit);
    *p = 1; // expect: unproven frozen-write
    if (pthread_create(&t, NULL, worker, p) != 0)
        return 1;
    pthread_join(t, &made);
    return 0;
}
