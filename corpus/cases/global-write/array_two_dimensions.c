/* Rows of a global matrix, and of a local one. */
#include <pthread.h>

static double matrix[8][8];

static void clear_row(double *row, int n)
{
    for (int i = 0; i < n; i++)
        row[i] = 0; // expect: global-write
    // note: matrix
}

static void *worker(void *arg)
{
    double mine[8][8];
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 8; j++)
            mine[i][j] = matrix[j][i];
    clear_row(mine[3], 8);
    clear_row(matrix[4], 8);
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
