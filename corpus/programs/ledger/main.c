/* Makes the queues, starts the stages, waits for them, and says what was read. */
#include "ledger.h"

#include <stdlib.h>

static void start(pthread_t *thread, void *(*run)(void *), void *stage)
{
    if (pthread_create(thread, NULL, run, stage) != 0) {
        fputs("ledger: cannot start a thread\n", stderr);
        exit(EXIT_FAILURE);
    }
}

static int report(const struct reader *reader, const struct splitter *splitter,
                  const struct counter *counter, const struct writer *writer)
{
    printf("%lu lines, %lu entries, %lu rejected, %lu accounts, balance %ld\n", reader->lines,
           splitter->entries, splitter->rejected, counter->accounts, writer->balance);
    if (!reader->failed && !splitter->failed && !counter->failed)
        return EXIT_SUCCESS;
    fputs("ledger: the result is not complete\n", stderr);
    return EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    FILE *input = argc > 1 ? fopen(argv[1], "r") : stdin;
    if (input == NULL) {
        perror(argv[1]);
        return EXIT_FAILURE;
    }
    struct queue lines, entries, accounts;
    if (!queue_init(&lines) || !queue_init(&entries) || !queue_init(&accounts)) {
        fputs("ledger: cannot make a queue\n", stderr);
        return EXIT_FAILURE;
    }
    struct reader reader = {.input = input, .out = &lines};
    struct splitter splitter = {.in = &lines, .out = &entries};
    struct counter counter = {.in = &entries, .out = &accounts};
    struct writer writer = {.in = &accounts, .output = stdout};
    pthread_t threads[4];
    start(&threads[0], reader_run, &reader);
    start(&threads[1], splitter_run, &splitter);
    start(&threads[2], counter_run, &counter);
    start(&threads[3], writer_run, &writer);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    queue_destroy(&accounts);
    queue_destroy(&entries);
    queue_destroy(&lines);
    if (input != stdin)
        fclose(input);
    return report(&reader, &splitter, &counter, &writer);
}
