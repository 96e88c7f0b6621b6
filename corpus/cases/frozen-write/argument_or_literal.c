/* An option is a literal, its value an argument; only the letters of short options are overwritten. */
#include <pthread.h>

static void hide(char *text)
{
    *text = '*'; // expect: frozen-write
}

static void wipe(char *text)
{
    *text = '*'; // expect: unproven frozen-write
}

static void option(const char *flag, char *value, int longer)
{
    const char *text = value;
    if (flag[1] != '-')
        text = flag + 1;
    else if (longer)
        text = value;
    wipe((char *)text);
}

static void short_option(const char *flag, char *value)
{
    const char *text = value;
    if (flag[1] != '-')
        text = flag + 1;
    hide((char *)text);
}

static void *worker(void *arg)
{
    char value[8] = "value";
    option("--url", value, arg != 0);
    short_option("-u", value);
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    return pthread_join(t, NULL);
}
