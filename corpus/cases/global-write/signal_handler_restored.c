/* A handler that was saved is set again: it is no new task, whatever functions the program gave away elsewhere. */
#include <pthread.h>
#include <signal.h>

void library_register(void (*callback)(int));

static int events;

static void on_event(int n)
{
    events += n;
}

static void *worker(void *argument)
{
    int *mine = argument;
    ++*mine;
    return NULL;
}

static void quietly(void (*work)(void))
{
    struct sigaction old, ignore = {.sa_handler = SIG_IGN};
    sigaction(SIGPIPE, &ignore, &old);
    void (*before)(int) = signal(SIGALRM, SIG_IGN);
    work();
    signal(SIGALRM, before);
    sigaction(SIGPIPE, &old, NULL);
}

static void work(void)
{
}

int main(void)
{
    pthread_t thread;
    int count = 0;
    library_register(on_event);
    quietly(work);
    pthread_create(&thread, NULL, worker, &count);
    pthread_join(thread, NULL);
    return count + events;
}
