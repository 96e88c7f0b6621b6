/* Clean: a program that puts no pointer anywhere outside reads none. What was read into a struct, or over a pointer, by whatever
 * function, leaves the pointers that are there what they were. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct item {
    unsigned weight, value;
    struct item *next;
    char name[16];
};

struct work {
    FILE *input;
    struct item *items;
    unsigned long sum;
};

static struct item *item_read(FILE *input)
{
    struct item *i = calloc(1, sizeof *i);
    if (i != NULL && fscanf(input, "%15s %u %u", i->name, &i->weight, &i->value) == 3)
        return i;
    free(i);
    return NULL;
}

static void *worker(void *arg)
{
    struct work *w = arg;
    struct item *i, best = {0};
    while ((i = item_read(w->input)) != NULL) {
        i->next = w->items;
        w->items = i;
    }
    for (i = w->items; i != NULL; i = i->next) {
        w->sum += (unsigned long)i->weight * i->value;
        if (i->value > best.value)
            best = *i;
        i->weight = best.weight;
    }
    best.next = &best;
    if (fread(&best, sizeof best, 1, w->input) == 1)
        best.next->value = 1;
    char line[64];
    while (fgets(line, sizeof line, w->input) != NULL)
        w->sum += strtoul(line, NULL, 10);
    return NULL;
}

int main(int argc, char **argv)
{
    pthread_t t;
    struct work work = {.input = fopen(argv[argc - 1], "r")};
    if (work.input == NULL || pthread_create(&t, NULL, worker, &work) != 0)
        return 1;
    pthread_join(t, NULL);
    fprintf(stderr, "%lu %s\n", work.sum, work.items != NULL ? work.items->name : "");
    return 0;
}
