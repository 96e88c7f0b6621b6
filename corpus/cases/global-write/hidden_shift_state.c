/* mbrtowc without a state of the caller's own uses a static one. */
#include <pthread.h>
#include <wchar.h>

static void *worker(void *arg)
{
    wchar_t wide;
    mbstate_t state = {0};
    mbrtowc(&wide, arg, 1, &state);
    mbrtowc(&wide, arg, 1, NULL); // expect: global-write
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
