/* Each task stays in the element that it was given, in all the ways in which C code does. */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct node {
    struct node *next;
    int mark;
};

struct item {
    int key;
    char name[8];
};

struct job {
    char first[16];
    int id;
    char buf[64];
    struct node link;
    struct item items[8];
    int grid[4][4];
    size_t n;
    pthread_mutex_t lock;
};

static struct job jobs[4];

static void clear(char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        p[i] = 0;
}

static void cross_out(char *p)
{
    while (*p)
        *p++ = 'x';
}

static void mark(struct node *n)
{
    struct job *j = (struct job *)((char *)n - offsetof(struct job, link));
    n->mark = 1;
    j->id++;
    j->buf[j->n] = 1;
}

static void fill(struct item *items, int n)
{
    for (int i = 0; i < n; i++) {
        items[i].key = i;
        items[i].name[items[i].key & 7] = 'a';
    }
}

struct context {
    struct job *job;
};

static void by_context(struct context *c)
{
    c->job->id++;
    c->job->buf[c->job->n] = 1;
}

static struct job *same(struct job *j)
{
    return j;
}

static void *worker(void *arg)
{
    struct job *j = arg;
    struct context c = {j};
    j->id = 1;
    for (char *p = j->buf; *p; p++)
        *p = 0;
    for (char *p = j->buf + 63; p > j->buf; p--)
        *p = 0;
    for (struct item *it = j->items; it < j->items + 8; it++)
        it->key = 1;
    clear(j->buf, j->n);
    clear(j->first, j->n);
    cross_out(j->buf);
    mark(&j->link);
    fill(j->items, 8);
    by_context(&c);
    same(j)->buf[j->n] = 1;
    j->grid[j->n][j->id] = 1;
    memset(j->buf, 0, j->n);
    memset(&j->items, 0, sizeof j->items);
    snprintf(j->first, sizeof j->first, "%d", j->id);
    pthread_mutex_lock(&j->lock);
    pthread_mutex_unlock(&j->lock);
    return arg;
}

int main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, worker, &jobs[i]);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return jobs[0].id;
}
