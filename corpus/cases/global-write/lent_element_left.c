/* From the element that a task was given, pointers lead to elements that nobody gave it. */
#include <pthread.h>
#include <stddef.h>
#include <string.h>

struct node {
    struct node *next;
    int mark;
};

struct job {
    int id;
    char buf[8];
    struct node link;
};

static struct job jobs[8];

static void set(struct job *j)
{
    j->id = 2; // expect: unproven global-write
}

static void before(struct job *j)
{
    j[-1].id = 2; // expect: unproven global-write
}

static void around(struct node *n)
{
    struct job *j = (struct job *)((char *)n - offsetof(struct job, link));
    j[1].id = 2; // expect: unproven global-write
}

static void down(struct job *j, int depth)
{
    j->id = depth; // expect: unproven global-write
    if (depth)
        down(j + 1, depth - 1);
}

static void bytes(char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        p[i] = 0; // expect: unproven global-write
}

static void *worker(void *arg)
{
    struct job *j = arg;
    set(j + 1);
    before(j);
    around(&j->link);
    down(j, 2);
    bytes((char *)j, 20);
    memset(j, 0, 2 * sizeof *j);                 // expect: unproven global-write
    memset(j, 0, (size_t)j->id);                 // expect: unproven global-write
    j[j->id].id = 3;                             // expect: unproven global-write
    j[j->id].buf[3] = 3;                         // expect: unproven global-write
    (j - j->id)->link.mark = 4;                  // expect: unproven global-write
    ((struct job *)((char *)j + j->id))->id = 1; // expect: unproven global-write
    for (struct job *p = j; p->id; p++)
        p->buf[p->id] = 1; // expect: unproven global-write
    struct job *other = j->id ? j : j + 1;
    other->id = 4; // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, worker, &jobs[i + 2]);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return jobs[0].id;
}
