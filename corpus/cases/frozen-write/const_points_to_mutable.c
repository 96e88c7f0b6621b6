/* const is shallow: the struct is a constant, the buffer it points to is an ordinary global. */
#include <pthread.h>

static char buffer[16];
static const struct {
    char *at;
    int size;
} view = {buffer, 16};

static void *worker(void *arg)
{
    view.at[0] = 'x'; // expect: global-write
    *(int *)&view.size = 3; // expect: frozen-write
    // note: view
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
