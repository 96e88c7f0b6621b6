// W2-incomplete residual -O1 unknown: use-after-send
#include "queue.h"

void touch(struct msg *m) FBP_WRITES(1);

int main(void)
{
    touch(new_msg());
    return 0;
}
