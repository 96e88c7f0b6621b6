/* Loans that end by giving the very bytes back. A block that is lent whole needs none: its tag
 * is the task's number, and after the join that leads to the heir (R6).
 *
 * R8 (back). While a loan lasts, the bytes of it that nobody has given away have the task's tag;
 *    when it ends, those that still have it get back the tag from before, elements of the heap
 *    that of whoever joined. */
#include "loans.h"

#include "splits.h"

_Atomic unsigned long loans_on_stacks;
static struct loan *unused;

void loans_make(struct task *to, enum loan_kind kind, uintptr_t low, uintptr_t high, tag before)
{
    struct loan *l = unused;
    if (l != NULL)
        unused = l->next;
    else
        l = prim_forever(sizeof *l);
    *l = (struct loan){
        .next = to->loans, .low = low, .high = high, .before = before, .kind = (uint8_t)kind};
    to->loans = l;
    if (kind == LOAN_STACK)
        atomic_fetch_add(&loans_on_stacks, 1);
    splits_fill(low, high, to->number);
}

static void give_back(struct task *of, struct loan *l, tag heir)
{
    tag to = l->kind == LOAN_HEAP     ? heir
             : tag_is_task(l->before) ? tasks_owner(l->before)
                                      : l->before;
    splits_change(l->low, l->high, of->number, to);
    if (l->kind == LOAN_STACK)
        atomic_fetch_sub(&loans_on_stacks, 1);
    l->next = unused;
    unused = l;
}

void loans_end(struct task *of, tag heir)
{
    for (struct loan *l = of->loans, *next; l != NULL; l = next) {
        next = l->next;
        give_back(of, l, heir);
    }
    of->loans = NULL;
}

void loans_sweep(struct task *of, tag (*change)(tag))
{
    for (struct loan *l = of->loans; l != NULL; l = l->next)
        if (tag_is_task(l->before))
            l->before = change(l->before);
}

void loans_frame_end(struct task *of, uintptr_t low, uintptr_t high)
{
    for (struct loan **at = &of->loans; *at != NULL;) {
        struct loan *l = *at;
        if (l->kind != LOAN_STACK || l->low < low || l->high > high) {
            at = &l->next;
            continue;
        }
        *at = l->next;
        give_back(of, l, l->before);
    }
}

bool loans_at(uintptr_t address, tag number, struct loan *found)
{
    bool is = false, held = tasks_held();
    if (!held)
        tasks_hold();
    for (const struct loan *l = tasks_of(number)->loans; l != NULL && !is; l = l->next)
        if (address >= l->low && address < l->high) {
            *found = *l;
            is = true;
        }
    if (!held)
        tasks_release();
    return is;
}
