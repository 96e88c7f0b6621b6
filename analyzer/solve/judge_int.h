/* Between the files of the judge only. */
#ifndef FBP_SOLVE_JUDGE_INT_H
#define FBP_SOLVE_JUDGE_INT_H

#include "solve/judge.h"

/* judge.c */
/* A chain of calls on which everything fits; *found is kept as long as the judge. */
bool judge_feasible(struct judge *j, const struct chain_query *q, const struct chain **found);
struct judgement judge_fine(bool place);
/* Why no chain is evidence of that status; what is done there is a `to`. */
const char *judge_why_no_path(struct judge *j, uint32_t ctx, struct target t, enum status st,
                              const char *to);
/* Why it may be what that status says: what calls, code that is not known; "it may be global 'g'".
 */
const char *judge_unknown_reason(struct judge *j, uint32_t ctx, struct target t);
const char *judge_may_be_reason(struct judge *j, uint32_t ctx, struct target t, enum status st);
/* Of a write, whoever else runs. */
struct judgement judge_write(struct judge *j, uint32_t ctx, const struct access *a,
                             uint32_t operand);
/* A violation that may not happen after all is unproven; doubt NULL: there is none. */
struct judgement judge_doubted(struct judgement r, const char *doubt);

/* How many bytes an access writes; 0: how many is not known. */
uint32_t judge_written_size(const struct judge *j, uint32_t ctx, const struct access *a);
/* Of what an access does to one of its targets. */
struct node_status judge_status(struct judge *j, uint32_t ctx, const struct access *a,
                                struct target t);

/* judge_constant.c */
/* Something may have been read through the operand's pointer before the instruction, and the
 * pointer comes out of a call or of memory. */
bool judge_was_looked_at(const struct judge *j, uint32_t ctx, uint32_t insn, uint32_t operand);

/* judge_main.c */
/* Why a write by main is unproven that the task may read. */
const char *judge_may_run(struct judge *j, uint32_t task);
void judge_collect_reads(struct judge *j, uint32_t ctx); /* of a task */
bool judge_may_be_visible(struct judge *j, uint32_t ctx, const struct access *a);
bool judge_may_be_shared(struct judge *j, uint32_t ctx, const struct access *a);
bool judge_other_element(struct judge *j, uint32_t ctx, uint32_t insn, uint32_t operand,
                         uint32_t record);
/* May some task load a pointer from another element of the array than the one that it was given?
 * RIR_NONE: of any array. */
bool judge_loads_elsewhere(struct judge *j, uint32_t global);
/* On the chain, too, the task of q->running was started before. */
bool judge_feasible_after(struct judge *j, const struct chain_query *q, const struct chain *c);
struct judgement judge_main_write(struct judge *j, uint32_t ctx, const struct access *a,
                                  uint32_t operand);

/* judge_packets.c */
/* A path through the function to the instruction, from one place that the caller fills in. */
struct evidence_query judge_path_to(struct judge *j, const struct rir_func *f, uint32_t insn);
/* The instructions of a body, in order, by which an object gets the mark, no less certainly than
 * `least`. */
uint32_t judge_markers(struct judge *j, uint32_t ctx, enum mark m, uint32_t node,
                       enum certain least, const uint32_t **out);
/* The described function takes the packet if its result is zero, and only then. */
bool judge_zero_sends(const struct judge *j, const struct rir_insn *in);
/* What the call did depends on its result, and the result is used in a way that is not followed. */
bool judge_is_doubtful(const struct judge *j, const struct body *b, const struct rir_insn *in);

/* judge_publish.c: a write to what somebody has published before it was found */
struct judgement judge_published(struct judge *j, uint32_t ctx, const struct access *a,
                                 uint32_t operand);

/* The calls by which the function may end tasks of the record. */
uint32_t judge_ends_in(struct judge *j, const struct body *b, uint32_t record,
                       const uint32_t **ends);
/* Where the function that is called has started a task of the record, it returns zero: `itself`,
 * the start by its description, another function by its exits. */
bool judge_zero_says_started(const struct solver *s, const struct rir_insn *call, uint32_t record,
                             bool itself);
/* Some branch hangs on the value itself. */
bool judge_is_tested(const struct body *b, uint32_t value);

/* judge_lent.c: of what it touches, was that lent by this task before? */
struct judgement judge_lent(struct judge *j, uint32_t ctx, const struct access *a);

/* judge_state.c */
void judge_collect_state_reads(struct judge *j, uint32_t ctx); /* of a task */

/* judge_late.c: fills j->late and j->any_late */
void judge_find_late(struct judge *j);

#endif
