/* The filter: drops short words, and sends each other one to the counter that its hash chooses, so
 * that equal words always meet in the same counter.
 *
 * -DPLANT_USE builds in what is forgotten most easily: the letters of a word are added up after it
 * was sent, when the counter may have freed it already. */
#include "pipeline.h"

#include <stdio.h>
#include <stdlib.h>

/* FNV-1a */
static uint32_t hash_text(const char *text)
{
    uint32_t h = 2166136261u;
    for (; *text != '\0'; text++)
        h = (h ^ (unsigned char)*text) * 16777619u;
    return h;
}

void *filter_run(void *argument)
{
    struct filter *self = argument;
    struct word *w;
#ifdef PLANT_USE
    unsigned long letters = 0;
#endif

    while ((w = queue_receive(self->in)) != NULL) {
        if (w->length < self->shortest) {
            self->dropped++;
            free(w);
            continue;
        }
        w->hash = hash_text(w->text);
        queue_send(self->out[w->hash % COUNTERS], w);
#ifdef PLANT_USE
        letters += w->length;
#endif
    }
    for (int i = 0; i < COUNTERS; i++)
        queue_close(self->out[i]);
#ifdef PLANT_USE
    fprintf(stderr, "%lu letters\n", letters);
#endif
    return NULL;
}
