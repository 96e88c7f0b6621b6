/* The conversion state comes out of a variable or a parameter: where that may be null, mbrtowc uses a
 * static one. */
#include <pthread.h>
#include <stdlib.h>
#include <wchar.h>

struct reader {
    mbstate_t *state;
    const char *text;
};

static size_t decode(const char *s, mbstate_t *state)
{
    return mbrlen(s, 1, state); // expect: unproven global-write
    // note: may be null
}

static mbstate_t *chosen(int own, mbstate_t *mine)
{
    return own ? mine : NULL;
}

static void *worker(void *arg)
{
    mbstate_t mine = {0}, *may_be = NULL;
    wchar_t wide;
    struct reader r = {getenv("SHIFT") ? &mine : NULL, arg};
    if (*r.text == '+')
        may_be = &mine;
    mbrtowc(&wide, r.text, 1, may_be); // expect: unproven global-write
    mbrtowc(&wide, r.text, 1, r.state); // expect: unproven global-write
    mbrtowc(&wide, r.text, 1, chosen(*r.text, &mine)); // expect: unproven global-write
    decode(r.text, &mine);
    decode(r.text, NULL);
    if (r.state == NULL)
        mbrtowc(&wide, r.text, 1, r.state); // expect: unproven global-write
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
