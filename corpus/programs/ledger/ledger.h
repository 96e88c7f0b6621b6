/* ledger: sums the entries of a ledger by account.
 *
 *     reader --line--> splitter --entry--> counter --account--> writer
 *
 * A line is "DATE;ACCOUNT;AMOUNT;TEXT". Each stage is a thread with a struct of its own on main's
 * stack, which is lent to it until the join; packets go through queues. What cannot be read is
 * counted, and reported by main at the end. */
#ifndef LEDGER_H
#define LEDGER_H

#include "queue.h"

#include <stddef.h>
#include <stdio.h>

enum { FIELDS = 4 };

/* The packets. */
struct line {
    unsigned long number;
    size_t length;
    char text[]; /* without the newline, and terminated */
};

struct entry {
    unsigned long line;
    long cents;
    char *field[FIELDS]; /* into `text` */
    char text[];
};

struct account {
    struct account *next; /* in a list of the counter's or the writer's */
    unsigned long entries;
    long cents;
    long largest;       /* by its amount, without the sign */
    char *largest_text; /* what it was for; owned by the account */
    char name[];
};

/* The stages, and what main reads of each after the join. */
struct reader {
    FILE *input;
    struct queue *out;
    unsigned long lines;
    bool failed;
};

struct splitter {
    struct queue *in, *out;
    unsigned long entries, rejected;
    bool failed;
};

struct counter {
    struct queue *in, *out;
    unsigned long accounts;
    bool failed;
};

struct writer {
    struct queue *in;
    FILE *output;
    long balance;
};

void *reader_run(void *reader);
void *splitter_run(void *splitter);
void *counter_run(void *counter);
void *writer_run(void *writer);

/* Cuts a line's text at the semicolons, in place: true if there are FIELDS fields. */
bool entry_cut(struct entry *e);
/* "-12.50" as cents: true if it is an amount. */
bool parse_cents(const char *text, long *cents);

#endif
