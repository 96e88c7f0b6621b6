/* A static variable is frozen: nobody may give that away, and freezing is giving. */
#include <fbp/annotate.h>
#include <stdlib.h>
#include <string.h>

struct FBP_CHANNEL queue {
    int fd;
};

struct msg {
    int size;
    char *text;
};

void freeze(void *packet) FBP_FREEZES(1);

static struct msg settings;

int main(void)
{
    settings.size = 3;
    freeze(&settings); // expect: send-unowned
    return 0;
}

FBP_TASK void idle(void)
{
}
