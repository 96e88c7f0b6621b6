// clang-format off
// trap early: use-after-send main writes 4 bytes; on the stack, or thread-local, of main, given to task 'fill' (#1) by main
// trap foreign: foreign-access task 'peek'; on the stack, or thread-local, of main
// trap local: foreign-access
// clang-format on
#include "by_hand.h"

#include <semaphore.h>

struct buffer {
    int n;
    int *data;
};
TYPE(buffer_type, struct buffer, {offsetof(struct buffer, data), 0, NULL});
static sem_t go;
static _Thread_local int mine;

static void *fill(void *argument)
{
    int *p = argument;
    WRITE(&mine, 1);
    WRITE(&p[0], 1);
    WRITE(&p[3], 4);
    sem_wait(&go);
    return NULL;
}

static void *peek(void *argument)
{
    return (void *)(intptr_t)READ(*(int **)argument);
}

static void *use(void *argument)
{
    struct buffer *b = argument;
    int *data = READ(&b->data), n = READ(&b->n);
    for (int i = 0; i < n; i++)
        WRITE(&data[i], i);
    return NULL;
}

/* What was lent on a frame is not lent any more when the frame has ended. */
static __attribute__((noinline)) void a_frame(int ends)
{
    int cells[40] = {0};
    __fbp_start((void *)(uintptr_t)fill, cells, sizeof cells, NULL, "start"); /* never runs */
    if (ends)
        __fbp_frame_end(cells, cells + LENGTH(cells));
}

static __attribute__((noinline)) int touch(void)
{
    int cells[80], sum = 0;
    for (unsigned i = 0; i < LENGTH(cells); i++)
        WRITE(&cells[i], 1);
    for (unsigned i = 0; i < LENGTH(cells); i++)
        sum += READ(&cells[i]);
    return sum;
}

int main(int argc, char **argv)
{
    int cells[4] = {0}, many[100], other = 5;
    int **hidden = calloc(1, sizeof *hidden); /* not a part of the argument by its type */
    pthread_t t = start_as(fill, cells, sizeof cells, NULL);
    WRITE(&other, 6);
    if (wants(argc, argv, "early"))
        WRITE(&cells[2], 1);
    sem_post(&go);
    join(t);
    if (READ(&cells[3]) != 4)
        return 1;
    struct buffer b = {LENGTH(many), many};
    join(start_as(use, &b, sizeof b, &buffer_type));
    join(start_as(use, &b, FBP_FORM_WHOLE, &buffer_type));
    if (wants(argc, argv, "foreign")) {
        static const struct fbp_type nothing = {0, 0, {{0, 0, NULL}}};
        *hidden = &other;
        join(start_as(peek, hidden, FBP_FORM_WHOLE, &nothing));
    }
    a_frame(1);
    if (touch() != 80)
        return 1;
    if (wants(argc, argv, "local")) {
        static const struct fbp_type nothing = {0, 0, {{0, 0, NULL}}};
        *hidden = &cells[1];
        join(start_as(peek, hidden, FBP_FORM_WHOLE, &nothing));
    }
    return READ(&many[99]) == 99 ? 0 : 1;
}
