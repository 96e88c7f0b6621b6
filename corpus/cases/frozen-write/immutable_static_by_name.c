/* The configuration is a static variable of an immutable type. It is filled by one helper, published by a second
 * one, and changed by a third that names it: wrong, though nothing of that is in one function. fbp-check does not follow
 * by which helper it was published, so it is unproven. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <stddef.h>

struct FBP_IMMUTABLE config {
    int limit;
    int rate;
};

static struct config config;
static const struct config *current;

static void fill(void)
{
    config.limit = 10;
    config.rate = 3;
}

static void publish(void)
{
    current = &config;
}

static void change(void)
{
    config.rate = 4; // expect: unproven frozen-write
}

static void *worker(void *arg)
{
    int *sum = arg;
    *sum += current->rate;
    return NULL;
}

int main(void)
{
    pthread_t thread;
    int sum = 0;
    fill();
    publish();
    change();
    if (pthread_create(&thread, NULL, worker, &sum) != 0)
        return 1;
    pthread_join(thread, NULL);
    return sum == 4 ? 0 : 1;
}
