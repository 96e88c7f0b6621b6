/* Loans in doubt. `start(f, p)` lends an element if `p` was made as `&jobs[i]`, else the whole
 * block (forms.c). Where the pointer is a parameter, or comes out of memory or a function, the
 * compiled code says that it does not know (FBP_FORM_UNKNOWN); a caller may have noted it (E6).
 *
 * R23 (in doubt). Of what is lent in an unknown form, and could be an element by its type, the
 *    element alone is sure. The task may touch all of the object; when somebody else touches what
 *    is not sure, or lends it to another task, the object was not lent whole, or this is a
 *    violation: nothing is said, and from now on the object is nobody's own (TAG_UNTRACKED). So
 *    violations may go unseen, and none is seen that is none. What hangs below the rest is lent as
 *    what words of unknown type lead to. */
#include "doubts.h"

#include "splits.h"

uint64_t doubts_passed(uintptr_t pointer)
{
    for (int i = 0; i < FBP_PASSED; i++)
        if (__fbp_passed[i].pointer == (const void *)pointer)
            return __fbp_passed[i].form;
    return FBP_FORM_UNKNOWN;
}

/* What is not a struct, a row or a number of more than a byte is no element. */
bool doubts_element(uintptr_t at, uintptr_t low, uintptr_t high, const struct fbp_type *type)
{
    uint64_t bytes = high - low;
    if (type == NULL || type->size == 0)
        return bytes > 1;
    return type->size > 1 && bytes > type->size && bytes % type->size == 0 &&
           (at - low) % type->size == 0;
}

void doubts_make(struct task *to, uintptr_t low, uintptr_t high, uintptr_t at, uint64_t bytes)
{
    to->doubt = (struct doubt){low, high, at, at + bytes};
}

bool doubts_end(tag number, uintptr_t address)
{
    bool held = tasks_held(), is;
    if (!tag_is_task(number) || number == TAG_MAIN || !tasks_is_open(number))
        return false;
    if (!held)
        tasks_hold();
    const struct doubt *d = &tasks_of(number)->doubt;
    is = address >= d->low && address < d->high &&
         (address < d->sure_low || address >= d->sure_high);
    if (is)
        splits_change(d->low, d->high, number, TAG_UNTRACKED);
    if (!held)
        tasks_release();
    return is;
}
