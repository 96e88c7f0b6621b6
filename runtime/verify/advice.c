/* What to do about a violation.
 *
 * R56 (advice). Where fbp-check found the same violation at the place, it is that finding's, word
 *    for word: it knows the names. Else it is what ends any violation of the kind, as the objects
 *    were given away: it names nothing that was not seen. */
#include "advice.h"

#include <string.h>

static const char *after_given(const struct facts *f)
{
    const struct violation *v = f->violation;
    bool lent = f->given && f->how == HOW_LENT;
    if (v->doing == DOING_START)
        return "to fix it, give each task an object of its own, or join the first task before the "
               "second is started";
    if (v->doing == DOING_SEND && v->root != v->address && !lent)
        return "to fix it, give each of the two packets its own copy of what both lead to, made "
               "before the first send";
    if (v->doing != DOING_ACCESS)
        return lent ? "to fix it, join the task before the send, or send a copy"
                    : "to fix it, leave out one of the two sends, or make a copy before the first "
                      "one and send that";
    if (lent)
        return "to fix it, join the task before, or give it an object of its own";
    return v->write ? "to fix it, write this before the send, or write into a new packet"
                    : "to fix it, read this before the send, or make a copy before the send and "
                      "use that";
}

/* What is not given away on purpose, and may be meant to be shared. */
static const char *among_all(const struct facts *f)
{
    if (f->memory == MEMORY_STATIC)
        return "to fix it, give each task an object of its own, in a struct that is its argument\n"
               "or use one lock for every access, and declare that: FBP_SHARED(\"guarded by "
               "YOUR_LOCK\") "
               "(<fbp/annotate.h>)";
    return "to fix it, let no variable with static storage lead to what a task writes: take it out "
           "before the start, or write a copy\n"
           "or use one lock for every access, and declare FBP_CHANNEL (<fbp/annotate.h>) the "
           "struct that holds the lock and the data: tasks may share such a struct and what it "
           "holds";
}

static const char *of_another(const struct facts *f)
{
    if (f->memory == MEMORY_STACK)
        return "to fix it, use memory from malloc() that is sent to this task or is its argument, "
               "not a local variable of another task";
    return "to fix it, send the object to the task that uses it, or start the task with it (the "
           "function that does so must be annotated: FBP_SENDS, FBP_SPAWNS, <fbp/annotate.h>)\n"
           "or, if tasks share it under a lock, declare FBP_CHANNEL the struct that holds the lock "
           "and the data";
}

static const char *of_kind(const struct facts *f)
{
    switch (f->violation->kind) {
    case KIND_GLOBAL_WRITE:
        return among_all(f);
    case KIND_FROZEN_WRITE:
        return "to fix it, change the object before it is frozen, or make a copy, change that, and "
               "use the copy instead";
    case KIND_USE_AFTER_SEND:
    case KIND_DOUBLE_SEND:
        return after_given(f);
    case KIND_SEND_ALIASED:
        return f->violation->outside
                   ? "to fix it, set the pointer that is kept to NULL before the send, or send a "
                     "copy"
                   : "to fix it, let the packet point to a copy, or declare the variable const if "
                     "nobody writes it";
    case KIND_SEND_UNOWNED:
        return "to fix it, send memory from malloc() that this task has allocated or received, or "
               "a copy in such memory";
    case KIND_FOREIGN_ACCESS:
        return of_another(f);
    case KIND_PACKET_LEAK:
        return "to fix it, free the object, or send it, before the task returns";
    default:
        return "";
    }
}

const char *advice_of(const struct facts *f)
{
    const struct question *q = &f->question;
    bool found = f->asked && q->violation && strcmp(q->kind, kind_name(f->violation->kind)) == 0;
    return found && *q->help != '\0' ? q->help : of_kind(f);
}
