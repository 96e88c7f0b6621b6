/* Whose something is, where its tag is the number of a task.
 *
 * R22 (mine). A task has its own, and what tasks that it has joined had. What a task left behind
 * that has ended and that nobody has joined is main's, except what main has lent to it: a loan ends
 * with the join alone, however long the task has been gone, so that nothing depends on when it
 * went. */
#include "whose.h"

#include "loans.h"
#include "senders.h"
#include "thread.h"

uint64_t whose_serial(void)
{
    if (thread_me.kind == THREAD_UNKNOWN)
        return UINT64_MAX;
    return thread_me.task == NULL ? 0 : thread_me.task->serial;
}

bool whose_mine(tag t, const struct block *block, uintptr_t address)
{
    struct sending s;
    struct loan loan;
    tag owner = tasks_owner(t), self = __fbp_self;
    if (owner == self)
        return true;
    if (self != TAG_MAIN || !tasks_ended(owner) || loans_at(address, owner, &loan))
        return false;
    return block == NULL || !senders_by(block, address, whose_serial(), &s) || s.how != HOW_LENT ||
           s.to != tasks_serial(owner);
}
