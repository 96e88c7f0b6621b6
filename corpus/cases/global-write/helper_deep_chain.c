/* Five calls between the task and the write, each named in the path. */
#include <pthread.h>

struct stats {
    int lines, words;
};

static struct stats stats;

static void bump(int *n)
{
    ++*n; // expect: global-write
    // note: reader
    // note: parse
    // note: on_word
    // note: count_word
}

static void count_word(struct stats *s)
{
    bump(&s->words);
}

static void on_word(struct stats *s)
{
    count_word(s);
}

static void parse(const char *text, struct stats *s)
{
    for (; *text; text++)
        if (*text == ' ')
            on_word(s);
}

static void *reader(void *arg)
{
    struct stats mine = {0, 0};
    parse("a b c", &mine);
    parse("d e f", &stats);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, reader, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
