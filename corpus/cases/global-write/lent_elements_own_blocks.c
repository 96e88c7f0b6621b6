/* Each element leads to memory of its own, which is lent with it. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct part {
    int n;
    char *name;
};

struct job {
    int id;
    int *count;
    char *line;
    struct part *part;
};

static struct job jobs[4];

static void *checked(size_t n)
{
    void *p = malloc(n);
    if (!p)
        abort();
    return p;
}

static struct part *new_part(int n)
{
    struct part *p = checked(sizeof *p);
    p->n = n;
    p->name = checked(16);
    return p;
}

static void set_up(struct job *j, int i)
{
    j->id = i;
    j->count = calloc(1, sizeof *j->count);
    j->part = new_part(i);
    j->line = strdup("line");
}

static void *worker(void *arg)
{
    struct job *j = arg;
    ++*j->count;
    j->part->n = 0;
    j->part->name[j->id & 15] = 'a';
    snprintf(j->part->name, 16, "%d", j->id);
    j->line[0] = 'L';
    free(j->line);
    return arg;
}

int main(void)
{
    pthread_t t[4];
    for (int i = 0; i < 4; i++)
        set_up(&jobs[i], i);
    for (int i = 0; i < 4; i++)
        pthread_create(&t[i], NULL, worker, &jobs[i]); // expect: unproven double-send
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    return *jobs[0].count;
}
