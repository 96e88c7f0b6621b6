/* The flags are in an array of their own; the joins go down, and clear them. */
#include <pthread.h>
#include <stdbool.h>

enum { MAX = 8 };

static int limit = 10;

static void *worker(void *arg)
{
    for (int i = 0; i < limit; i++)
        ++*(int *)arg;
    return 0;
}

int main(int argc, char **argv)
{
    int n = argc < MAX ? argc : MAX, sums[MAX] = {0};
    pthread_t t[MAX];
    bool runs[MAX];
    for (int i = 0; i < n; i++) {
        if (pthread_create(&t[i], NULL, worker, &sums[i]) == 0)
            runs[i] = true;
        else
            runs[i] = false;
    }
    for (int i = n; i-- > 0;) {
        if (runs[i]) {
            pthread_join(t[i], NULL);
            runs[i] = false;
        }
    }
    limit = 0;
    return argv == 0 || sums[0];
}
