/* What the analysis has to say: plain data between the solver, which fills it in, and the writers
 * (text, SARIF, JSON), which print it. Knows nothing of RIR.
 *
 * All strings and arrays live in the result's arena. */
#ifndef FBP_REPORT_FINDING_H
#define FBP_REPORT_FINDING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/vec.h"

enum kind {
#define KIND(ID, string, on, judged, title) KIND_##ID,
#include "report/kinds.def"
#undef KIND
    KIND_COUNT
};

enum certainty { CERTAINTY_PROVED, CERTAINTY_UNPROVEN, CERTAINTY_VIOLATION };

/* How the accesses of a finding are ordered (DESIGN.md, section 2). */
enum ordering { ORDER_UNSYNCHRONISED, ORDER_LOCKED, ORDER_ATOMIC, ORDER_COUNT };

struct source_pos {
    const char *file; /* NULL: unknown */
    uint32_t line, col;
};

struct finding_note {
    struct source_pos pos;
    const char *text; /* "called here by 'worker'", "'total' is declared here" */
};

struct finding {
    enum kind kind;
    enum certainty certainty; /* never PROVED */
    enum ordering order;
    const char *lock;  /* ORDER_LOCKED: which, in words: "cache_lock", "its own lock" */
    const char **held; /* all locks held at this place */
    uint32_t nheld;
    struct source_pos pos; /* the place */
    const char *message;   /* one sentence without a full stop, lower case first */
    const char *object;    /* source name of what is written: "total", "workers[].count"; or NULL */
    const char *memory;    /* what that is a part of: "global 'workers'"; NULL: not known */
    struct source_pos declared; /* of that variable; file NULL: not known */
    const char *accept;   /* declaration that says it is meant so; NULL: none is known, or it is
                             unsynchronised */
    const char *help;     /* what to do, one sentence to a line; NULL: the message says it */
    const char *function; /* function the place is in */
    const char *task;     /* task on whose chain it happens; NULL: main */
    const char *reason;   /* unproven: why it could not be decided; else NULL */
    const char *id;       /* stable identifier of the place: "7f3a-12" */
    struct finding_note *notes; /* the path from the task to the place, in order */
    uint32_t nnotes;
    uint32_t *programs; /* indices of the programs that have it; set by result_merge */
    uint32_t nprograms;
};

struct task_info {
    const char *name;
    struct source_pos pos;   /* of the function */
    struct source_pos start; /* of one start call; file NULL: annotated or named by --task */
    const char *how;         /* "started here", "FBP_TASK", "--task", "signal handler" ... */
    uint32_t program;        /* index; set by result_merge */
};

struct unknown_info {
    const char *name;
    uint32_t calls; /* call sites in code reachable from tasks or main */
    struct source_pos first;
};

enum trusted_kind {
    TRUST_FUNCTION,
    TRUST_SHARED,
    TRUST_ACCEPTED, /* a finding, by how it is ordered */
    TRUST_MODEL,
    TRUST_SUPPRESSION,
    TRUST_EXCLUDED, /* a unit that was left out as asked for */
    TRUST_UNPARSED  /* a unit that does not compile, and may not */
};

struct trusted_info {
    enum trusted_kind kind;
    const char *name;
    const char *why; /* NULL: none given */
    struct source_pos pos;
};

struct program_info { /* of one of several programs */
    const char *name;
    const char *file; /* that defines main; of a library: its first */
    bool library;
    uint32_t units, tasks, places, proved, unproven, violations;
};

struct result { /* of one program, or of several that were merged */
    struct arena arena;
    const char *program;
    VEC(struct program_info) programs; /* set by result_merge */
    VEC(struct finding) findings;
    VEC(struct task_info) tasks;
    VEC(struct unknown_info) unknown;
    VEC(struct trusted_info) trusted;
    uint32_t places, proved, unproven, violations;
    uint32_t functions_unknown;
};

const char *kind_name(enum kind k);
bool kind_parse(const char *name, enum kind *out);

#endif
