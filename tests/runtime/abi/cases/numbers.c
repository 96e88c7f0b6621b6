// clang-format off
// trap after: foreign-access; it is owned by main
// runs detached
// clang-format on
#include "by_hand.h"

/* Many more tasks, one after another, than there are numbers; some of what they made is kept. */
enum { MANY = 150000 };

static void *make(void *argument)
{
    int *p = malloc(16);
    WRITE(p, *(int *)argument);
    return p;
}

static void *look(void *argument)
{
    return (void *)(intptr_t)READ(*(int **)argument);
}

/* As a pool's thread does: no thread of its own for each task. */
static int *run_one(void *(*function)(void *), void *argument, uint64_t handle, int joined)
{
    void *start =
        __fbp_start((void *)(uintptr_t)function, argument, FBP_FORM_WHOLE, NULL, "submit");
    __fbp_started(start, handle, NULL, 1);
    int *made = __fbp_run(start);
    if (joined)
        __fbp_joined(handle);
    return made;
}

int main(int argc, char **argv)
{
    static int *kept[MANY / 1000];
    int *n = malloc(sizeof *n);
    int detached = wants(argc, argv, "detached");
    for (int i = 0; i < MANY; i++) {
        if (detached) {
            n = malloc(sizeof *n); /* lent for good */
            *n = i;
        } else {
            WRITE(n, i);
        }
        int *made = run_one(make, n, detached ? (uint64_t)i + 1 : 1, !detached);
        if (detached) {
            continue;
        }
        if (i % 1000 == 0)
            kept[i / 1000] = made;
        else
            free(made);
    }
    for (int i = 0; i < MANY / 1000 && !detached; i++) {
        if (READ(kept[i]) != i * 1000)
            return 1;
        WRITE(kept[i], 1);
    }
    if (wants(argc, argv, "after")) {
        static const struct fbp_type nothing = {0, 0, {{0, 0, NULL}}};
        join(start_as(look, &kept[3], sizeof kept[3], &nothing));
    }
    return 0;
}
