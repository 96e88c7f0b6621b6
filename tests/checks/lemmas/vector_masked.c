// V1-mask full -O2: use-after-send
#include "queue.h"

enum { COUNT = 64 };

/* What the processor does not do for eight at once is done one by one, and traps as well. */
__attribute__((noinline, target("avx2"))) static int some(const int *restrict of,
                                                          const int *restrict pick)
{
    int sum = 0;
    for (int i = 0; i < COUNT; i++)
        if (pick[i] != 0)
            sum += of[i]; // here
    return sum;
}

__attribute__((noinline, target("avx2"))) static int none(const int *restrict of,
                                                          const int *restrict pick)
{
    int sum = 0;
    for (int i = 0; i < COUNT; i++)
        if (pick[i] != 0)
            sum += of[i];
    return sum;
}

int main(int argc, char **argv)
{
    static int pick[COUNT];
    int *of = calloc(COUNT, sizeof *of);
    (void)argv;
    if (of == NULL || !__builtin_cpu_supports("avx2"))
        return 2;
    q_send((struct msg *)of);
    if (none(of, pick) != 0)
        return 1;
    pick[COUNT - argc] = 1;
    return some(of, pick);
}
