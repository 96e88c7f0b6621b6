/* A union is one object, whichever member is written. */
#include <pthread.h>
#include <stdint.h>

union word {
    uint32_t u;
    float f;
    unsigned char b[4];
};

static union word last;

static void *worker(void *arg)
{
    union word mine;
    mine.f = 1.5f;
    mine.b[0] ^= 1;
    last.b[3] = mine.b[3]; // expect: global-write
    last.f = mine.f;       // expect: global-write
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
