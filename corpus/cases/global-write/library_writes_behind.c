/* Library functions that write what pointers inside an argument lead to: a task's own copy of a
 * struct is no protection. */
#define _GNU_SOURCE
#include <net/if.h>
#include <pthread.h>
#include <search.h>
#include <stdlib.h>
#include <sys/ioctl.h>

struct element {
    struct element *next, *previous;
    int value;
};

static char numbers[128], more[128], interfaces[1024];
static struct random_data generator;
static struct element first;

static void *draws(void *argument)
{
    struct random_data copy = generator;
    int32_t n;
    random_r(&copy, &n);     // expect: global-write
    srandom_r(7, &copy);     // expect: global-write
    setstate_r(more, &copy); // expect: global-write
    return argument;
}

static void *draws_its_own(void *argument)
{
    char own[64];
    struct random_data data = {0};
    int32_t n;
    initstate_r(1, own, sizeof own, &data);
    srandom_r(2, &data);
    random_r(&data, &n);
    return argument;
}

static void *asks(void *argument)
{
    char own[512];
    struct ifconf c = {.ifc_len = sizeof own, .ifc_buf = own};
    ioctl(0, SIOCGIFCONF, &c);
    c.ifc_len = sizeof interfaces;
    c.ifc_buf = interfaces;
    ioctl(0, SIOCGIFCONF, &c); // expect: unproven global-write
    int ready;
    ioctl(0, FIONREAD, &ready);
    return argument;
}

static void *inserts(void *argument)
{
    struct element *e = calloc(1, sizeof *e);
    if (e == NULL)
        return argument;
    insque(e, &first); // expect: unproven global-write
    remque(e);         // expect: unproven global-write
    return argument;
}

int main(void)
{
    pthread_t threads[4];
    initstate_r(1, numbers, sizeof numbers, &generator);
    pthread_create(&threads[0], NULL, draws, NULL);
    pthread_create(&threads[1], NULL, draws_its_own, NULL);
    pthread_create(&threads[2], NULL, asks, NULL);
    pthread_create(&threads[3], NULL, inserts, NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    return numbers[0] + interfaces[0] + first.value;
}
