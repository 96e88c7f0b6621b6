/* must say: note_only_in_file_name.c:8: the finding does not say: file_name */
#include <pthread.h>

static int total;

static void *worker(void *arg)
{
    total++; // expect: global-write
    // note: file_name
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
