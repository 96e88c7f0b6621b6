/* Code that is not part of the program is given the halves of a pointer. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

void take_halves(uint32_t low, uint32_t high);
void take_number(uint32_t number);

static void *worker(void *arg)
{
    int *kept = malloc(sizeof *kept), *shown = malloc(sizeof *shown);
    if (kept != NULL && shown != NULL) {
        uint32_t low = (uint32_t)(uintptr_t)shown, high = (uint32_t)((uintptr_t)shown >> 32);
        *shown = 1;
        take_number(kept < shown);      // expect: unproven global-write
        take_halves(low + 1, high ^ 2); // expect: unproven global-write
        *kept = 1;
        *shown = 2; // expect: unproven global-write
    }
    free(kept);
    free(shown); // expect: unproven global-write
    return arg;
}

int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL) != 0)
        return 1;
    return pthread_join(t, NULL);
}
