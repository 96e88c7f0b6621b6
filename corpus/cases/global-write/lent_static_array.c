/* The same with a static array: while no task names it, each element is lent to its task. */
#include <pthread.h>

struct worker {
    int id;
    long handled;
    char name[16];
};

static struct worker workers[4];

static void *run(void *arg)
{
    struct worker *w = arg;
    w->name[0] = (char)('a' + w->id);
    w->name[1] = '\0';
    for (int i = 0; i < 100; i++)
        w->handled += i;
    return 0;
}

int main(void)
{
    pthread_t t[4];
    long sum = 0;
    for (int i = 0; i < 4; i++) {
        workers[i].id = i;
        if (pthread_create(&t[i], NULL, run, &workers[i]) != 0)
            return 1;
    }
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    for (int i = 0; i < 4; i++)
        sum += workers[i].handled;
    return (int)sum;
}
