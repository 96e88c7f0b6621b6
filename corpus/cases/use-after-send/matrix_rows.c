/* A matrix of rows: the rows are sent one by one and their pointers forgotten; then the array of pointers is freed. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

void q_send(struct queue *q, void *packet) FBP_SENDS(2);

FBP_TASK void produce(struct queue *out, int rows)
{
    double **matrix = calloc((size_t)rows, sizeof *matrix);
    if (matrix == NULL)
        return;
    for (int i = 0; i < rows; i++) {
        matrix[i] = calloc(8, sizeof **matrix);
        if (matrix[i] == NULL)
            break;
        matrix[i][0] = i;
        q_send(out, matrix[i]);
        matrix[i] = NULL;
    }
    free(matrix);
}
