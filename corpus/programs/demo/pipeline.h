/* A pipeline of POSIX threads that finds the most frequent words of a text:
 *
 *     reader --line--> splitter --word--> filter --word--> counter (several) --tally--> writer
 *
 * Each stage is one thread with a state of its own, lent to it by main until the join. The stages
 * share nothing but the queues; what goes through a queue belongs to whoever received it last. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "pipeline_queue.h"

enum { WORD_MAX = 63, COUNTERS = 3, TOP = 10 };

/* The packets. */
struct line {
    size_t length;
    bool joins_next; /* ends in a hyphen: its last word goes on in the next line */
    char text[];
};

struct word {
    uint32_t hash; /* set by the filter */
    uint32_t length;
    char text[WORD_MAX + 1];
};

struct tally {
    unsigned long count;
    char text[WORD_MAX + 1];
};

struct line *line_new(const char *text, size_t length);
struct word *word_new(void);
bool word_append(struct word *w, char c);
struct tally *tally_new(const char *text, unsigned long count);

/* A hash table from words to counts; belongs to one counter. */
struct table;

struct table *table_new(void);
void table_add(struct table *t, const struct word *w);
size_t table_size(const struct table *t);
struct tally *table_tally(const struct table *t, size_t index); /* a fresh packet */
void table_free(struct table *t);

/* The stages: what each is given, and what main reads after the join. */
struct reader {
    FILE *input;
    struct queue *out;
    unsigned long lines;
};

struct splitter {
    struct queue *in, *out;
    unsigned long words;
};

struct filter {
    struct queue *in;
    struct queue *out[COUNTERS];
    unsigned shortest; /* shorter words are dropped */
    unsigned long dropped;
};

struct counter {
    struct queue *in, *out;
    unsigned long counted;
};

struct ranking {
    struct tally *best[TOP];
    unsigned used;
};

struct writer {
    struct queue *in;
    struct ranking ranking;
    unsigned long distinct;
};

void *reader_run(void *reader);
void *splitter_run(void *splitter);
void *filter_run(void *filter);
void *counter_run(void *counter);
void *writer_run(void *writer);

/* For what cannot go on: a message, then exit. */
_Noreturn void die(const char *what);

#endif
