// E2-elsewhere full -O1: clean
#include "queue.h"

void submit(struct msg *m) FBP_SENDS(1);

int main(void)
{
    submit(new_msg());
    return 0;
}
