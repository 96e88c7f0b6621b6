/* Reads the configuration, starts the threads, waits for them, and prints what they have done. The
 * input is the configuration, an empty line, and the messages. */
#include "server.h"

#include <stdlib.h>

static pthread_t start(void *(*run)(void *), void *stage)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, stage) != 0) {
        fputs("logserver: cannot start a thread\n", stderr);
        exit(EXIT_FAILURE);
    }
    return thread;
}

static struct queue *make_queue(unsigned producers)
{
    struct queue *q = queue_new(producers);
    if (q == NULL) {
        fputs("logserver: out of memory\n", stderr);
        exit(EXIT_FAILURE);
    }
    return q;
}

static void serve(FILE *input, const struct config *config)
{
    struct queue *messages = make_queue(1), *formatted = make_queue(FORMATTERS);
    struct acceptor acceptor = {.input = input, .out = messages};
    struct writer writer = {.config = config, .output = stdout, .in = formatted};
    struct formatter formatters[FORMATTERS];
    for (unsigned i = 0; i < FORMATTERS; i++) {
        acceptor.notices[i] = make_queue(1);
        formatters[i] = (struct formatter){
            .config = config, .in = messages, .notices = acceptor.notices[i], .out = formatted};
    }
#if BUG == 1
    ((struct config *)config)->least = LEVEL_DEBUG; /* BUG 1: frozen-write */
#endif
    pthread_t threads[FORMATTERS];
    for (unsigned i = 0; i < FORMATTERS; i++)
        threads[i] = start(formatter_run, &formatters[i]);
    pthread_t writing = start(writer_run, &writer);
    pthread_t accepting = start(acceptor_run, &acceptor);
    pthread_join(accepting, NULL);
    for (unsigned i = 0; i < FORMATTERS; i++)
        pthread_join(threads[i], NULL);
    pthread_join(writing, NULL);

    unsigned done = 0, unwanted = 0;
    for (unsigned i = 0; i < FORMATTERS; i++) {
        done += formatters[i].formatted;
        unwanted += formatters[i].unwanted;
        if (formatters[i].announced != acceptor.accepted)
            fprintf(stderr, "logserver: formatter %u was told of %u messages\n", i,
                    formatters[i].announced);
        queue_free(acceptor.notices[i]);
    }
    printf("%u accepted, %u malformed, %u formatted, %u unwanted\n", acceptor.accepted,
           acceptor.malformed, done, unwanted);
    for (enum level level = LEVEL_DEBUG; level < LEVELS; level++)
        printf("%-7s %u\n", level_name(level), writer.written[level]);
    notice_free(acceptor.notice);
    queue_free(formatted);
    queue_free(messages);
}

int main(int argc, char **argv)
{
    FILE *input = argc > 1 ? fopen(argv[1], "r") : stdin;
    if (input == NULL) {
        perror(argv[1]);
        return EXIT_FAILURE;
    }
    const struct config *config = config_read(input);
    if (config == NULL)
        return EXIT_FAILURE;
    serve(input, config);
    config_free(config);
    if (input != stdin)
        fclose(input);
    return EXIT_SUCCESS;
}
