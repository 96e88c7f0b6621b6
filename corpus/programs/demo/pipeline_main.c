/* Makes the queues, starts the stages, waits for them, and says what each has done. Everything that
 * the stages are given is on main's stack or in the queues, and is main's again after the joins. */
#include "pipeline.h"

#include <stdlib.h>

enum { CAPACITY = 32, SHORTEST = 4 };

_Noreturn void die(const char *what)
{
    fprintf(stderr, "pipeline: %s\n", what);
    exit(EXIT_FAILURE);
}

static pthread_t start(void *(*run)(void *), void *stage)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, stage) != 0)
        die("cannot start a thread");
    return thread;
}

static void join(pthread_t thread)
{
    if (pthread_join(thread, NULL) != 0)
        die("cannot wait for a thread");
}

int main(int argc, char **argv)
{
    FILE *input = argc > 1 ? fopen(argv[1], "r") : stdin;
    if (input == NULL)
        die("cannot open the input");

    struct queue *lines = queue_new(CAPACITY, 1);
    struct queue *words = queue_new(CAPACITY, 1);
    struct queue *tallies = queue_new(CAPACITY, COUNTERS);

    struct reader reader = {.input = input, .out = lines};
    struct splitter splitter = {.in = lines, .out = words};
    struct filter filter = {.in = words, .shortest = SHORTEST};
    struct writer writer = {.in = tallies};
    struct counter counters[COUNTERS] = {{0}};
    for (int i = 0; i < COUNTERS; i++) {
        filter.out[i] = queue_new(CAPACITY, 1);
        counters[i].in = filter.out[i];
        counters[i].out = tallies;
    }

    pthread_t counter_threads[COUNTERS];
    for (int i = 0; i < COUNTERS; i++)
        counter_threads[i] = start(counter_run, &counters[i]);
    pthread_t writer_thread = start(writer_run, &writer);
    pthread_t filter_thread = start(filter_run, &filter);
    pthread_t splitter_thread = start(splitter_run, &splitter);
    pthread_t reader_thread = start(reader_run, &reader);

    join(reader_thread);
    join(splitter_thread);
    join(filter_thread);
    for (int i = 0; i < COUNTERS; i++)
        join(counter_threads[i]);
    join(writer_thread);

    unsigned long counted = 0;
    for (int i = 0; i < COUNTERS; i++) {
        counted += counters[i].counted;
        queue_free(counters[i].in);
    }
    printf("%lu lines, %lu words, %lu dropped, %lu counted, %lu distinct\n", reader.lines,
           splitter.words, filter.dropped, counted, writer.distinct);
    queue_free(tallies);
    queue_free(words);
    queue_free(lines);
    if (input != stdin)
        fclose(input);
    return 0;
}
