/* Packets that a task loses: it returns, still owns them, and nothing that it can reach them by is
 * left.
 *
 * Off unless leaks=1, since it looks at every block: those with the task's own tag, less what the
 * task's argument, static variables and blocks of others lead to. */
#include "leaks.h"

#include "options.h"

void leaks_report(struct task *task, uintptr_t place)
{
    (void)task, (void)place;
    if (!options.leaks)
        return;
}
