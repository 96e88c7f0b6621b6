/* A function without a body gets a box, and may keep what is in it: taking it out again afterwards does not
   make it private. */
#include <pthread.h>
#include <stdlib.h>

struct box {
    int *content;
};

void look_at(struct box *b);
void look_again(void);

static void *worker(void *arg)
{
    int given = 1, later = 2, never = 3;
    struct box *b = malloc(sizeof *b);
    b->content = &given;
    look_at(b);          // expect: unproven global-write
    b->content = &later; // expect: unproven global-write
    look_again();        // expect: unproven global-write
    b->content = &never; // expect: unproven global-write
    b->content = NULL;   // expect: unproven global-write
    given++;             // expect: unproven global-write
    later++;             // expect: unproven global-write
    never++;
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, worker, NULL);
    pthread_join(t, NULL);
    return 0;
}
