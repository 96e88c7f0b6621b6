/* A state machine over a switch; one of its states is a global by mistake. */
#include <pthread.h>

enum state { START, WORD, SPACE };

static int words;

static void *worker(void *arg)
{
    enum state state = START;
    const char *p = arg;
    int spaces = 0;
    do {
        switch (state) {
        case START:
        case SPACE:
            if (*p != ' ') {
                words++; // expect: global-write
                state = WORD;
            } else {
                spaces++;
            }
            break;
        case WORD:
            if (*p == ' ')
                state = SPACE;
            break;
        default:
            spaces = -1;
        }
    } while (*++p);
    return spaces < 0 ? arg : 0;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, "a few words") != 0)
        return 1;
    pthread_join(t, NULL);
    return 0;
}
