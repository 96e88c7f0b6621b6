/* A function stores a pointer and then leaves by longjmp, or ends its thread: who runs next sees the store. */
#include <pthread.h>
#include <setjmp.h>

static int total;

struct box {
    int *p;
    jmp_buf back;
};

static void leave(struct box *b, int n)
{
    int *old = b->p;
    b->p = &total; // expect: unproven global-write
    if (n)
        longjmp(b->back, 1);
    b->p = old; // expect: unproven global-write
}

static void *jumps(void *arg)
{
    int own;
    struct box b;
    b.p = &own;
    if (setjmp(b.back)) { // expect: unproven global-write
        *b.p = 1; // expect: unproven global-write
        return NULL;
    }
    leave(&b, arg != NULL);
    return arg;
}

static void clean(void *arg)
{
    int **p = arg;
    **p = 1; // expect: unproven global-write
}

static void end(int **p)
{
    *p = &total; // expect: unproven global-write
    pthread_exit(NULL);
}

static void *exits(void *arg)
{
    int own, *p = &own;
    pthread_cleanup_push(clean, &p);
    end(&p);
    pthread_cleanup_pop(0);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    if (pthread_create(&a, NULL, jumps, &a) != 0 || pthread_create(&b, NULL, exits, NULL) != 0)
        return 1;
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
