/* An array of rows, all of them the task's. */
#include <pthread.h>
#include <stdlib.h>

static double **matrix_new(int n)
{
    double **m = malloc((size_t)n * sizeof *m);
    if (!m)
        abort();
    for (int i = 0; i < n; i++) {
        m[i] = calloc((size_t)n, sizeof **m);
        if (!m[i])
            abort();
        m[i][i] = 1;
    }
    return m;
}

static void *worker(void *arg)
{
    double **m = matrix_new(4);
    double *first = m[0];
    m[0] = m[1];
    m[1] = first;
    m[2][3] += m[0][1];
    for (int i = 0; i < 4; i++)
        free(m[i]);
    free(m);
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
