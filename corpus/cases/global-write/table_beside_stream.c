/* What waits in a table lies beside a stream that everybody knows: what comes out of the table is no stream. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct msg {
    int number;
};

struct writer {
    FILE *output;
    struct msg *waiting[16];
};

static void *run(void *argument)
{
    struct writer *self = argument;
    for (unsigned i = 0; i < 100; i++) {
        struct msg *m = malloc(sizeof *m);
        if (m == NULL)
            return NULL;
        m->number = (int)i;
        self->waiting[i % 16] = m;
        if (i < 8)
            continue;
        m = self->waiting[(i - 8) % 16];
        self->waiting[(i - 8) % 16] = NULL;
        m->number++;
        fprintf(self->output, "%d\n", m->number);
        free(m);
    }
    return NULL;
}

int main(void)
{
    struct writer w = {.output = stdout};
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, &w) != 0)
        return 1;
    pthread_join(thread, NULL);
    return 0;
}
