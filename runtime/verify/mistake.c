/* The mistake that is switched on: one name, read when the program begins. */
#include "mistake.h"

#include <string.h>

char mistake_on[32];

void mistake_read(char **environment)
{
    static const char name[] = "FBP_MISTAKE=";
    for (; environment != NULL && *environment != NULL; environment++)
        if (strncmp(*environment, name, sizeof name - 1) == 0)
            strncpy(mistake_on, *environment + sizeof name - 1, sizeof mistake_on - 1);
}
