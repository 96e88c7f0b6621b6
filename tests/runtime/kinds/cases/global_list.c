// trap: global-write
#include "queue.h"

struct user {
    char name[24];
    int visits;
    struct user *next;
};

struct visit {
    int number, counted;
};

static struct user *users;

static struct user *find(int number)
{
    struct user *u = users;
    while (number-- > 0 && u->next != NULL)
        u = u->next;
    return u;
}

static void *count(void *argument)
{
    struct visit *v = argument;
    struct user *u = find(v->number);
    if (v->counted)
        u->visits++; // trap
    printf("%s\n", u->name);
    return NULL;
}

static void add(const char *name)
{
    struct user *u = calloc(1, sizeof *u);
    snprintf(u->name, sizeof u->name, "%s", name);
    u->next = users;
    users = u;
}

int main(int argc, char **argv)
{
    (void)argv;
    add("anna");
    add("bert");
    struct visit *v = malloc(sizeof *v);
    v->number = 1;
    v->counted = argc > 1;
    pthread_t counter;
    if (pthread_create(&counter, NULL, count, v) != 0)
        return 1;
    pthread_join(counter, NULL);
    free(v);
    return 0;
}
