// E7-elsewhere full -O1: clean
#include "queue.h"

struct box {
    int (*task)(void);
    int n;
    pthread_t thread;
};

extern _Thread_local struct box *mine;

struct box *spawn(int (*task)(void)) FBP_SPAWNS(1, 0);

static int worker(void)
{
    mine->n++; /* lent by who starts it */
    return 0;
}

int main(int argc, char **argv)
{
    struct box *box = spawn(worker);
    (void)argv;
    pthread_join(box->thread, NULL);
    int n = box->n;
    free(box);
    return n - argc;
}
