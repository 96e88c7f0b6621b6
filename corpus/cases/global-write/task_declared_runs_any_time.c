/* A task that is only declared, whoever starts it, may be running whenever main writes. */
#include <fbp/annotate.h>
#include <stdio.h>

void start_workers(int n);

static int limit, unread;

FBP_TASK void *worker(void *argument);

void *worker(void *argument)
{
    printf("%d\n", limit);
    return argument;
}

int main(void)
{
    limit = 1;        // expect: unproven global-write
    start_workers(3); // expect: unproven global-write
    limit = 2;        // expect: unproven global-write
    unread = 3;
    return unread;
}
