/* must say: no place was looked at */
#include <fbp/annotate.h>

FBP_TASK void worker(int *p)
{
    (void)p;
}

int main(void)
{
    return 0;
}
