/* The conversion state is always an object of the task's own, through parameters, members and tests. */
#include <pthread.h>
#include <stdlib.h>
#include <wchar.h>

struct reader {
    mbstate_t state;
    mbstate_t *borrowed;
    const char *text;
};

static size_t decode(const char *s, mbstate_t *state)
{
    return mbrlen(s, 1, state);
}

static size_t decode_deeper(const char *s, mbstate_t *state, int depth)
{
    if (depth > 0)
        return decode_deeper(s, state, depth - 1);
    return decode(s, state);
}

static size_t decode_or_own(const char *s, mbstate_t *state)
{
    mbstate_t own = {0};
    if (state == NULL)
        state = &own;
    return mbrlen(s, 1, state);
}

static void advance(struct reader *r)
{
    wchar_t wide;
    mbrtowc(&wide, r->text, 1, &r->state);
    mbstate_t *borrowed = r->borrowed;
    if (borrowed != NULL)
        mbrtowc(&wide, r->text, 1, borrowed);
}

static void *worker(void *arg)
{
    mbstate_t mine = {0}, other = {0}, *one = &mine;
    wchar_t wide;
    struct reader r = {.text = arg, .borrowed = NULL};
    if (*r.text == '+')
        one = &other;
    mbrtowc(&wide, r.text, 1, one);
    decode(r.text, &mine);
    decode_deeper(r.text, one, 3);
    decode_or_own(r.text, getenv("SHIFT") ? &mine : NULL);
    for (int i = 0; i < 3; i++)
        advance(&r);
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    if (argc < 2 || pthread_create(&t, NULL, worker, argv[1]) != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
