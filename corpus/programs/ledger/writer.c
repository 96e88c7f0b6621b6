/* The writer: sorts the accounts by name as they come, then prints them and the balance. */
#include "ledger.h"

#include <stdlib.h>
#include <string.h>

static void insert(struct account **list, struct account *a)
{
    while (*list != NULL && strcmp((*list)->name, a->name) < 0)
        list = &(*list)->next;
    a->next = *list;
    *list = a;
}

static void print_cents(FILE *output, long cents)
{
    char text[32];
    snprintf(text, sizeof text, "%s%ld.%02ld", cents < 0 ? "-" : "", labs(cents) / 100,
             labs(cents) % 100);
    fprintf(output, "%12s", text);
}

static void print(FILE *output, const struct account *a)
{
    fprintf(output, "%-12s %4lu", a->name, a->entries);
    print_cents(output, a->cents);
    fprintf(output, "  %s\n", a->largest_text != NULL ? a->largest_text : "");
}

void *writer_run(void *argument)
{
    struct writer *self = argument;
    struct account *sorted = NULL, *a;
    while ((a = queue_receive(self->in)) != NULL)
        insert(&sorted, a);
    while ((a = sorted) != NULL) {
        sorted = a->next;
        print(self->output, a);
        self->balance += a->cents;
        free(a->largest_text);
        free(a);
    }
    return NULL;
}
