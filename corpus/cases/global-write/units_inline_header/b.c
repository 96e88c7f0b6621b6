#include "counter.h"

int misses;

void other_work(void)
{
    bump(&misses);
}
