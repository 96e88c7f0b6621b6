/* Clocks of the kernel; where one is missing its time is 0. */
#include "base/clock.h"

#include <sys/resource.h>
#include <time.h>

static double read_clock(clockid_t which)
{
    struct timespec t = {0};
    clock_gettime(which, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

double clock_thread(void)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID);
}

double clock_process(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

double clock_children(void)
{
    struct rusage usage = {0};
    getrusage(RUSAGE_CHILDREN, &usage);
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}
