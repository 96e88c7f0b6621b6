/* What waits in a table lies beside a stream that everybody knows; some of it is a static object, too. */
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

static struct msg greeting;

static void *run(void *argument)
{
    struct writer *self = argument;
    for (unsigned i = 0; i < 100; i++) {
        struct msg *m = malloc(sizeof *m);
        if (m == NULL)
            return NULL;
        m->number = (int)i;
        self->waiting[i % 16] = i % 2 == 0 ? m : &greeting;
        if (i < 8)
            continue;
        m = self->waiting[(i - 8) % 16];
        self->waiting[(i - 8) % 16] = NULL;
        m->number++; // expect: unproven global-write
        fprintf(self->output, "%d\n", m->number);
        if (i % 2 == 0)
            free(m); // expect: unproven global-write
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
