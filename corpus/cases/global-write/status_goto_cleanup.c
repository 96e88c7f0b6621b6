/* Results are joined in `err`; what is cleaned up at the end depends on it. */
#include <pthread.h>
#include <stdlib.h>

static int shared_buffer[4];

static int acquire(int n, int **out)
{
    int err = 0;
    int *p = malloc(sizeof *p);
    if (p == NULL) {
        err = -1;
        goto out;
    }
    if (n > 3) {
        err = -2;
        goto fail;
    }
    *p = n;
    *out = p;
    goto out;
fail:
    free(p);
    *out = shared_buffer;
out:
    return err;
}

static void *worker(void *arg)
{
    int *p = shared_buffer;
    int err = acquire(*(int *)arg, &p);
    if (err)
        goto done;
    *p = 2;
done:
    if (!err)
        free(p);
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
