/* An out-parameter is set only on success (0), and used only then. */
#include <pthread.h>

static int spare;

static int find(int key, int *mine, int **out)
{
    if (key < 0) {
        *out = &spare;
        return -1;
    }
    *out = mine;
    return 0;
}

static void *worker(void *arg)
{
    int mine = 0, *p;
    if (find(*(int *)arg, &mine, &p) != 0)
        return 0;
    *p = 1;
    return 0;
}

int main(void)
{
    pthread_t t;
    int n = 3;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
