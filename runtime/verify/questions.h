/* What fbp-check did not prove of a program, in a section of the program that is never loaded: only
 * who reports a violation reads it. fbp-check writes it after the link (analyzer/check/asked.c).
 *
 * The section begins with struct questions_head, then come its entries, then strings, each with a
 * zero at its end. Texts of an entry are offsets from the beginning of the section. */
#ifndef FBP_VERIFY_QUESTIONS_H
#define FBP_VERIFY_QUESTIONS_H

#include <stdint.h>

#define QUESTIONS_SECTION ".debug_fbp_questions"

enum { QUESTIONS_VERSION = 3 };

enum {
    QUESTION_OPEN,     /* it could not be ruled out */
    QUESTION_FOUND,    /* it is a violation */
    QUESTION_ACCEPTED, /* the user accepts these kinds there; line 0: wherever it is not known */
};

struct questions_head {
    uint32_t version, count;
};

struct question_entry {
    uint32_t line, column; /* of the place */
    uint32_t what;         /* QUESTION_... */
    uint32_t file, function;
    uint32_t
        kind;    /* identifier of the kind; QUESTION_ACCEPTED: a bit for each, global-write first */
    uint32_t id; /* of the question: "7f3a-12" */
    uint32_t text; /* the reason for which it is not proved; of a violation, what it is */
    uint32_t help; /* of a violation: what to do, one sentence to a line; "": it is not known */
};

#endif
