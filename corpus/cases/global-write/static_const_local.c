/* Static constants inside functions are tables, not state. */
#include <pthread.h>

static const char *day_name(int n)
{
    static const char *const names[] = {"Mon", "Tue", "Wed"};
    return names[n % 3];
}

static int days_in(int month)
{
    static const unsigned char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month % 12];
}

static void *worker(void *arg)
{
    const char *name = day_name(4);
    *(int *)arg = days_in(3) + name[0];
    return 0;
}

int main(void)
{
    pthread_t t;
    int n;
    if (pthread_create(&t, NULL, worker, &n) != 0)
        return 1;
    pthread_join(t, NULL);
    return n;
}
