/* Writes of a whole struct that begins with a lock, or with a shared member, are writes of the struct. */
#include <fbp/annotate.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

struct pool {
    pthread_mutex_t lock;
    int count;
};

struct counters {
    int cheap FBP_SHARED("a statistic");
    int exact;
};

static struct pool cleared, assigned, read_into, by_byte, fine, several[2];
static struct counters counters, only_cheap;

static void *worker(void *argument)
{
    struct pool mine = {.count = 3};
    memset(&cleared, 0, sizeof cleared);   // expect: global-write
    assigned = mine;                       // expect: global-write
    several[1] = mine;                     // expect: global-write
    read(0, &read_into, sizeof read_into); // expect: unproven global-write
    for (char *c = (char *)&by_byte; c < (char *)(&by_byte + 1); c++)
        *c = 0; // expect: global-write
    counters = (struct counters){.exact = 1}; // expect: global-write
    only_cheap.cheap = 1;
    memset(&only_cheap.cheap, 0, sizeof only_cheap.cheap);
    fine.lock = mine.lock;
    pthread_mutex_init(&fine.lock, NULL);
    return argument;
}

static struct pool settings;

static void *reader(void *argument)
{
    return settings.count == 0 ? argument : NULL;
}

int main(void)
{
    pthread_t threads[2];
    struct pool mine = {.count = 3};
    if (pthread_create(&threads[0], NULL, reader, NULL) != 0)
        return 1;
    settings = mine; // expect: global-write
    pthread_join(threads[0], NULL);
    if (pthread_create(&threads[1], NULL, worker, NULL) != 0)
        return 1;
    pthread_join(threads[1], NULL);
    return 0;
}
