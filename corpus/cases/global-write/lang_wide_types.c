/* Wide integers, floating point, complex numbers, vectors and arrays in structs. */
#include <complex.h>
#include <pthread.h>

typedef float vec4 __attribute__((vector_size(16)));

static __int128 wide;
static long double precise;
static double complex z;
static vec4 colour;

static void *worker(void *arg)
{
    __int128 w = wide;
    vec4 c = colour;
    double complex y = z * 2;
    w += 1;
    c[0] = 1;
    wide = w;           // expect: global-write
    precise = 1.5L;     // expect: global-write
    z = y;              // expect: global-write
    colour = c;         // expect: global-write
    colour[1] = 2;      // expect: global-write
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
