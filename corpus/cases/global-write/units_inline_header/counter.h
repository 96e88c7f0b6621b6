/* Included by both units; reported once. */
#ifndef COUNTER_H
#define COUNTER_H

static inline void bump(int *n)
{
    ++*n; // expect: global-write
    // note: bump
}

extern int hits, misses;
void other_work(void);

#endif
