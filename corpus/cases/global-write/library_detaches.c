/* shmdt ends the life of what shmat has attached, as munmap does. */
#include <pthread.h>
#include <sys/ipc.h>
#include <sys/shm.h>

static void *segment;

static void *task(void *argument)
{
    shmdt(segment); // expect: global-write
    return argument;
}

int main(void)
{
    pthread_t thread;
    segment = shmat(shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600), 0, 0);
    pthread_create(&thread, 0, task, 0);
    pthread_join(thread, 0);
    return 0;
}
