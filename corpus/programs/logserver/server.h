/* logserver: takes messages, formats those that are wanted, and writes the log.
 *
 *     acceptor --message--> formatter (several) --message--> writer
 *         \-----------------notice-----------------/
 *
 * Each is a thread that is lent a struct on main's stack. */
#ifndef SERVER_H
#define SERVER_H

#include "message.h"

enum { FORMATTERS = 3 };

/* At the end the acceptor sends the same notice to each formatter, through a queue for notices
 * alone. */
struct acceptor {
    FILE *input;
    struct queue *out;
    struct queue *notices[FORMATTERS];
    unsigned accepted, malformed;
    const struct notice
        *notice; /* what was published; main drops it when nobody reads it any more */
};

struct formatter {
    const struct config *config;
    struct queue *in, *notices, *out;
    unsigned formatted, unwanted;
    unsigned announced; /* what the notice said */
};

/* Messages come in any order; those whose turn has not come are kept. */
struct writer {
    const struct config *config;
    FILE *output;
    struct queue *in;
    unsigned next;
    struct message **pending; /* by number, `room` of them from the next one on */
    unsigned room;
    unsigned written[LEVELS];
};

void *acceptor_run(void *acceptor);
void *formatter_run(void *formatter);
void *writer_run(void *writer);

#endif
