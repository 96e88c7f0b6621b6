// args: --no-such-option
/* must say: fbp-check: exit status 2 */
#include <fbp/annotate.h>

FBP_TASK void worker(int *p)
{
    *p = 1;
}
