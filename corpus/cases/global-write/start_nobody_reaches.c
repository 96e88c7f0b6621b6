/* Who calls the functions that start these tasks is not seen: a name that is looked up, a trusted function. */
#include <dlfcn.h>
#include <fbp/annotate.h>
#include <pthread.h>
#include <stddef.h>

static int looked_up, trusted;
static pthread_t thread;

static void *first(void *argument)
{
    looked_up++; // expect: global-write
    // note: 'first' is started here by 'plugin_entry'
    return argument;
}

void plugin_entry(void);
void plugin_entry(void)
{
    pthread_create(&thread, NULL, first, NULL);
}

static void *second(void *argument)
{
    trusted++; // expect: global-write
    // note: 'second' is started here by 'start_second'
    return argument;
}

static void start_second(void)
{
    pthread_create(&thread, NULL, second, NULL);
}

FBP_TRUSTED("starts one thread") static void set_up(void)
{
    start_second();
}

int main(void)
{
    void (*entry)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "plugin_entry");
    set_up();
    if (entry != NULL)
        entry(); // expect: unproven global-write
    return 0;
}
