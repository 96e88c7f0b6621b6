/* What strtok_r returns lies in the string that it was given, by this call or by an earlier one. */
#include <pthread.h>
#include <string.h>
#include <wchar.h>

static char *first, *second;
static wchar_t *wide;

static void first_word(void)
{
    char text[] = "a b c", *save;
    first = strtok_r(text, " ", &save); // expect: global-write
    text[0] = 'x';                      // expect: global-write
}

static void second_word(void)
{
    char text[] = "a b c", *save;
    strtok_r(text, " ", &save);
    text[0] = 'x';
    second = strtok_r(NULL, " ", &save); // expect: global-write
    text[0] = 'y';                       // expect: global-write
}

static void wide_word(void)
{
    wchar_t text[] = L"a b c", *save;
    wide = wcstok(text, L" ", &save); // expect: global-write
    text[0] = L'x';                   // expect: global-write
}

static void own_words(void)
{
    char text[] = "a b c", *save;
    for (char *word = strtok_r(text, " ", &save); word; word = strtok_r(NULL, " ", &save))
        word[0] = 'x';
}

static void *worker(void *arg)
{
    first_word();
    second_word();
    wide_word();
    own_words();
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    pthread_join(t, NULL);
    return first == second && wide != NULL;
}
