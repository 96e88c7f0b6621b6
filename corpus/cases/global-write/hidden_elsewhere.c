/* Functions of the library whose hidden state is seen by asking another one, or by nobody but
 * themselves. */
#define _GNU_SOURCE
#include <malloc.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>
#include <wordexp.h>

static void *task(void *argument)
{
    char name[64], letters[] = "abc";
    wordexp_t words;
    if (wordexp("${HOME:=/}", &words, 0) == 0) // expect: global-write
        wordfree(&words);
    getlogin_r(name, sizeof name); // expect: global-write
    strfry(letters);               // expect: global-write
    mallopt(M_PERTURB, 1);         // expect: global-write
    pthread_setconcurrency(2);     // expect: global-write
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_setattr_default_np(&attributes); // expect: global-write
    pthread_getattr_default_np(&attributes);
    return argument;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, task, NULL);
    pthread_join(thread, NULL);
    return 0;
}
