/* Mutual recursion of a little parser whose state lies on the task's stack. */
#include <pthread.h>

struct parser {
    const char *at;
    int depth, errors;
};

static int expr(struct parser *p);

static int factor(struct parser *p)
{
    int n = 0;
    if (*p->at == '(') {
        p->at++;
        p->depth++;
        n = expr(p);
        if (*p->at == ')')
            p->at++;
        else
            p->errors++;
        p->depth--;
        return n;
    }
    while (*p->at >= '0' && *p->at <= '9')
        n = 10 * n + (*p->at++ - '0');
    return n;
}

static int expr(struct parser *p)
{
    int n = factor(p);
    while (*p->at == '+') {
        p->at++;
        n += factor(p);
    }
    return n;
}

static void *worker(void *arg)
{
    struct parser p = {"(1+2)+(3+(4))", 0, 0};
    *(int *)arg = expr(&p);
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
