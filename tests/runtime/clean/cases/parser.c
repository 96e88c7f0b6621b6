/* Detached tasks that leave a parser by longjmp, with arrays of variable length and alloca. */
#include "q.h"
#include <alloca.h>
#include <setjmp.h>
struct text {
    struct ring *reply;
    char src[40];
    long value;
    const char *error;
};
struct parser {
    jmp_buf fail;
    const char *p;
    int depth;
};

static long expr(struct parser *ps);
static long term(struct parser *ps)
{
    if (*ps->p == '(') {
        ps->p++;
        long v = expr(ps);
        if (*ps->p++ != ')')
            longjmp(ps->fail, 1);
        return v;
    }
    if (*ps->p < '0' || *ps->p > '9')
        longjmp(ps->fail, 2);
    long v = 0;
    while (*ps->p >= '0' && *ps->p <= '9')
        v = v * 10 + *ps->p++ - '0';
    return v;
}
static long expr(struct parser *ps)
{
    long v = term(ps);
    while (*ps->p == '+' || *ps->p == '*') {
        char op = *ps->p++;
        long w = term(ps);
        v = op == '+' ? v + w : v * w;
    }
    return v;
}
static void *evaluate(void *arg)
{
    struct text *t = arg;
    struct parser ps = {.p = NULL};
    size_t n = strlen(t->src) + 1;
    char copy[n];
    memcpy(copy, t->src, n);
    char *again = alloca(n);
    strcpy(again, copy);
    ps.p = again;
    switch (setjmp(ps.fail)) {
    case 0:
        t->value = expr(&ps);
        t->error = NULL;
        break;
    case 1:
        t->error = "paren";
        t->value = 0;
        break;
    default:
        t->error = "digit";
        t->value = 0;
    }
    struct ring *reply = t->reply;
    ring_put(reply, t);
    return NULL;
}
int main(void)
{
    static struct ring reply = RING_INIT;
    const char *s[] = {"1+2", "(3*4", "2*(3+4)", "x", "((7))"};
    long sum = 0;
    int errors = 0;
    pthread_attr_t at;
    pthread_attr_init(&at);
    pthread_attr_setdetachstate(&at, PTHREAD_CREATE_DETACHED);
    for (int i = 0; i < 5; i++) {
        struct text *t = calloc(1, sizeof *t);
        t->reply = &reply;
        strcpy(t->src, s[i]);
        pthread_t th;
        pthread_create(&th, &at, evaluate, t);
    }
    for (int i = 0; i < 5; i++) {
        struct text *t = ring_get(&reply);
        if (t->error)
            errors += (int)strlen(t->error);
        sum += t->value;
        free(t);
    }
    printf("%ld %d\n", sum, errors);
    return 0;
}
