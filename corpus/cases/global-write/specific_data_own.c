/* Thread-specific data made at first use and freed by the destructor: every task has its own. */
#include <pthread.h>
#include <stdlib.h>

struct scratch {
    int uses;
    char text[32];
};

static pthread_key_t key;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void make_key(void)
{
    pthread_key_create(&key, free);
}

static struct scratch *scratch(void)
{
    pthread_once(&once, make_key);
    struct scratch *s = pthread_getspecific(key);
    if (!s) {
        s = calloc(1, sizeof *s);
        if (s && pthread_setspecific(key, s) != 0) {
            free(s);
            s = NULL;
        }
    }
    return s;
}

static void *worker(void *arg)
{
    struct scratch *s = scratch();
    if (s) {
        s->uses++;
        s->text[0] = 'x';
    }
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, worker, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
    return 0;
}
