/* One unit that uses all of every_macro.h, so that nothing is left out of the IR. */
#include "every_macro.h"

int hits FBP_SHARED("statistics, read at the end");
struct text shown;
union number shown_number;
struct trailing shown_trailing;

int use_all(void *(*task)(void *), void (*plain)(void *), void (*last)(void), hidden_before *a,
            hidden_after *b);

int use_all(void *(*task)(void *), void (*plain)(void *), void (*last)(void), hidden_before *a,
            hidden_after *b)
{
    return uses_the_rest(task, plain, last) + (defined(a) != (void *)b);
}
