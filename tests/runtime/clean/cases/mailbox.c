/* C11 threads; tagged unions in an intrusive list. */
#include <fbp/annotate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
struct msg {
    enum { NUM, STR, VEC, END } tag;
    union {
        long num;
        char *str;
        struct {
            size_t n;
            double *v;
        } vec;
    } u;
    struct msg *next;
};
struct FBP_CHANNEL box {
    mtx_t m;
    cnd_t c;
    struct msg *first, **last;
};
FBP_SENDS(2) FBP_TRUSTED("locked") static void post(struct box *b, struct msg *m)
{
    m->next = NULL;
    mtx_lock(&b->m);
    *b->last = m;
    b->last = &m->next;
    cnd_signal(&b->c);
    mtx_unlock(&b->m);
}
FBP_RECEIVES FBP_TRUSTED("locked") static struct msg *take(struct box *b)
{
    mtx_lock(&b->m);
    while (!b->first)
        cnd_wait(&b->c, &b->m);
    struct msg *m = b->first;
    if (!(b->first = m->next))
        b->last = &b->first;
    m->next = NULL;
    mtx_unlock(&b->m);
    return m;
}
static void box_init(struct box *b)
{
    mtx_init(&b->m, mtx_plain);
    cnd_init(&b->c);
    b->first = NULL;
    b->last = &b->first;
}
static struct box in, reply;
static int actor(void *arg)
{
    const char *name = arg;
    (void)name;
    double total = 0;
    for (;;) {
        struct msg *m = take(&in);
        switch (m->tag) {
        case NUM:
            total += (double)m->u.num;
            free(m);
            break;
        case STR:
            total += (double)strlen(m->u.str);
            free(m->u.str);
            free(m);
            break;
        case VEC:
            for (size_t i = 0; i < m->u.vec.n; i++)
                total += m->u.vec.v[i];
            free(m->u.vec.v);
            free(m);
            break;
        case END:
            m->tag = NUM;
            m->u.num = (long)total;
            post(&reply, m);
            return 7;
        }
    }
}
static struct msg *new(int tag)
{
    struct msg *m = calloc(1, sizeof *m);
    m->tag = tag;
    return m;
}
int main(void)
{
    box_init(&in);
    box_init(&reply);
    thrd_t t;
    static char name[] = "actor";
    thrd_create(&t, actor, name);
    for (int i = 0; i < 30; i++) {
        struct msg *m = new (i % 3);
        if (m->tag == NUM)
            m->u.num = i;
        else if (m->tag == STR) {
            m->u.str = malloc(20);
            sprintf(m->u.str, "str %d", i);
        } else {
            m->u.vec.n = (size_t)i;
            m->u.vec.v = malloc(sizeof(double) * (size_t)i);
            for (int k = 0; k < i; k++)
                m->u.vec.v[k] = k;
        }
        post(&in, m);
    }
    post(&in, new (END));
    struct msg *m = take(&reply);
    printf("%ld\n", m->u.num);
    free(m);
    int r;
    thrd_join(t, &r);
    printf("%d\n", r);
    return 0;
}
