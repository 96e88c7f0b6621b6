/* What a call does that is no access to memory of the program: events, which are judged where they
 * stand, and what is handed to unknown code or told to it. */
#include "solve/body.h"

void record_event(struct env *e, uint32_t insn, uint32_t callee, bool hidden, const char *text)
{
    if (!e->recording)
        return;
    struct event v = {
        .insn = insn, .callee = callee, .hidden = hidden, .text = text, .if_null = RIR_NONE};
    v.point = record_point(e);
    vec_push(&e->b->events, v);
}

void record_handing(struct env *e, uint32_t insn)
{
    if (!e->recording)
        return;
    struct handing h = {.insn = insn, .value = RIR_NONE, .point = record_point(e)};
    vec_push(&e->b->handings, h);
}

void record_telling(struct env *e, uint32_t insn, uint32_t value)
{
    record_handing(e, insn);
    if (e->recording)
        e->b->handings.data[e->b->handings.len - 1].value = value;
}

void record_state(struct env *e, uint32_t insn, uint32_t callee, bool changes, const char *text)
{
    record_event(e, insn, callee, true, text);
    if (e->recording)
        e->b->events.data[e->b->events.len - 1].changes = changes;
}

const char state_of_its_own[] = "pass it a state of the task's own";

void record_state_if_null(struct env *e, uint32_t insn, uint32_t callee, uint32_t operand)
{
    record_state(e, insn, callee, true, state_of_its_own);
    if (e->recording)
        e->b->events.data[e->b->events.len - 1].if_null = operand;
}
