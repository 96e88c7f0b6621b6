/* What a copy moves through one of very many pointers. */
#include <pthread.h>
#include <string.h>

#define TEN(M, t) M(t##0) M(t##1) M(t##2) M(t##3) M(t##4) M(t##5) M(t##6) M(t##7) M(t##8) M(t##9)
#define ALL(M) TEN(M, 1) TEN(M, 2) TEN(M, 3) TEN(M, 4) TEN(M, 5) TEN(M, 6) TEN(M, 7)
#define DECLARE(n) int *p##n = &own;
#define ADDRESS(n) &p##n,

static int common;

static void *worker(void *arg)
{
    int own = 0, *out;
    ALL(DECLARE)
    int **all[] = {ALL(ADDRESS)};
    unsigned which = *(unsigned char *)arg % 70;
    memcpy(&out, all[which], sizeof out);
    *out = 1;
    p76 = &common;
    memcpy(&out, all[which], sizeof out);
    *out = 2; // expect: unproven global-write
    return NULL;
}

static void *fill(void *arg)
{
    int own = 0, *in = &common;
    ALL(DECLARE)
    int **all[] = {ALL(ADDRESS)};
    memcpy(all[*(unsigned char *)arg % 70], &in, sizeof in);
    *p10 = 1; // expect: unproven global-write
    *p79 = 1; // expect: unproven global-write
    return NULL;
}

int main(void)
{
    pthread_t t[2];
    unsigned char which[2] = {3, 66};
    if (pthread_create(&t[0], NULL, worker, &which[0]) != 0)
        return 1;
    if (pthread_create(&t[1], NULL, fill, &which[1]) == 0)
        pthread_join(t[1], NULL);
    pthread_join(t[0], NULL);
    return common;
}
