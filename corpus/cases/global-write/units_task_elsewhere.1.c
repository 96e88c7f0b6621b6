/* main, the task and the context it is lent live in three units. */
#include <pthread.h>

struct context;
extern struct context *the_context(void);
void *run(void *arg);
int result(void);

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, run, the_context()) != 0)
        return 1;
    pthread_join(t, NULL);
    return result();
}
