/* What compiled code and the run time say to each other. fbp-cc's plugin (analyzer/plugin/checks)
 * puts these calls in; nobody writes them by hand but tests.
 *
 * The shadow: 16 bytes of memory, a granule, have a tag of 16 bits at
 *
 *     FBP_SHADOW_BASE + (address >> 4) * 2
 *
 * A tag says who owns the object that the granule belongs to: a task's number, or one of the
 * states below. 0 is main, and also whatever has never been stamped. Compiled code lets an access
 * pass if the tag is the current task's number (__fbp_self); all else is for __fbp_check to decide,
 * so a tag that is not exact costs time and nothing more.
 *
 * Addresses are those of an object of the program. A `form` says what a pointer that is given away
 * denotes (memory model, DESIGN section 2): FBP_FORM_WHOLE, the block or variable around it; or the
 * number of bytes, from the pointer on, of the element or variable that it is known to name; or it
 * is not known, at least not there (FBP_FORM_UNKNOWN). */
#ifndef FBP_VERIFY_ABI_H
#define FBP_VERIFY_ABI_H

#include <stdint.h>

#define FBP_SHADOW_BASE UINT64_C(0x200000000000)

enum { FBP_GRANULE_SHIFT = 4 };

/* An access in 64 bits: bit 0: it writes; bits 1 to 30: its bytes, at most 2^30 - 1 (0: not known);
 * bit 31: its place in the source is not known, and the one of the code is only near it; bits 32 to
 * 63: signed distance from the address that is checked to the first byte touched. */
#define FBP_ACCESS(write, bytes, offset)                                                           \
    ((uint64_t)(write) | (uint64_t)(bytes) << 1 | (uint64_t)(uint32_t)(offset) << 32)

#define FBP_ACCESS_LOST (UINT64_C(1) << 31)

/* The same in 32 bits, for __fbp_gate: bit 0: it writes; bit 1: it reads a variable by its name,
 * which everybody may unless it is lent; bits 2 to 13: its bytes (0: not known, or too many); bits
 * 14 to 21: the kinds of violation that are accepted there, global-write first, in the order of
 * report.h: none when it is compiled, they are put in after the link (object/sites.h). */
#define FBP_GATE_ACCESS(write, named, bytes)                                                       \
    ((uint64_t)(write) | (uint64_t)((named) && !(write)) << 1 |                                    \
     ((uint64_t)(bytes) < 4096 ? (uint64_t)(bytes) : 0) << 2)
enum { FBP_GATE_ACCEPTED = 14, FBP_GATE_KINDS = 0xff };

#define FBP_FORM_WHOLE UINT64_C(0)
#define FBP_FORM_NONE UINT64_MAX /* of a start: a channel, which is lent to nobody */
#define FBP_FORM_UNKNOWN (UINT64_MAX - 1)

/* Where an object of a type has pointers, for the walk of a packet. A block that is larger than
 * `size` is an array of it; size 0: the type has no pointers at all. NULL in place of a type: it is
 * not known, and every aligned word may be one. Constant data of the unit that describes it. */
struct fbp_type;
struct fbp_pointer {
    uint32_t offset;
    uint32_t flags;            /* FBP_POINTER_... */
    const struct fbp_type *to; /* NULL: not known */
};
enum {
    FBP_POINTER_CHANNEL = 1,   /* it refers to a channel: not a part of the packet */
    FBP_POINTER_IMMUTABLE = 2, /* ... to an object of an immutable type: stays where it is */
};
struct fbp_type {
    uint32_t size, npointers;
    struct fbp_pointer pointers[];
};

/* A variable with static storage, one for each that a unit defines; those of a program or shared
 * object lie side by side in the section fbp_globals. */
struct fbp_global {
    const void *address;
    uint64_t size;
    const char *name;
    uint64_t flags; /* FBP_GLOBAL_... */
};
enum {
    FBP_GLOBAL_SHARED = 1,   /* a channel, or FBP_SHARED: everybody may write it */
    FBP_GLOBAL_CHANNEL = 8,  /* SHARED, too: what is in it is in transit */
    FBP_GLOBAL_CONSTANT = 2, /* declared const */
    FBP_GLOBAL_NAMED = 4,    /* code that a task may run names it: it is global, also when lent */
    FBP_GLOBAL_SWITCHED =
        16, /* of the entry without a variable: the unit's checks are switched on */
};

/* An event that the link may have switched off (analyzer/object/sites.h): compiled code raises it
 * only if `on` is not 0. In the section fbp_events; one entry is the run time's own. */
struct fbp_event {
    uint64_t key;
    uint32_t operand, on;
};
#define FBP_EVENT_ANY UINT32_MAX

#define FBP_EXPORT __attribute__((visibility("default")))

/* The current task's number: what compiled code compares tags with. 0: main. Written by the run
 * time alone. */
extern FBP_EXPORT _Thread_local uint16_t __fbp_self __attribute__((tls_model("initial-exec")));

/* Where the outermost function lies that is believed and runs in this thread, by its frame; 0: none
 * does. [0]: an FBP_TRUSTED one; [1]: one that is annotated and hands over by itself. Written by
 * compiled code (checks/extents.c, E5), read when a violation was found. */
extern FBP_EXPORT _Thread_local uint64_t __fbp_believed[2]
    __attribute__((tls_model("initial-exec")));

/* What is being passed to functions that may give it away, by position modulo 4: set by the caller
 * right before the call and cleared behind it (checks/passed.c, E6). Where the form of a pointer is
 * not known at a start or send, this says it. */
struct fbp_passed {
    const void *pointer;
    uint64_t form;
};
enum { FBP_PASSED = 4 };
extern FBP_EXPORT _Thread_local struct fbp_passed __fbp_passed[FBP_PASSED]
    __attribute__((tls_model("initial-exec")));

/* The object at `address` has a tag that is not the caller's. Returns if the access is allowed, or
 * the report of it says to go on. Keeps all registers but those of the call itself. */
FBP_EXPORT __attribute__((preserve_most)) void __fbp_check(const void *address, uint64_t access);

/* What a check that was switched on calls (gate.S): the address and a FBP_GATE_ACCESS are on the
 * stack, which it takes off. Passes what has the current task's number, and asks __fbp_check
 * otherwise. Keeps all registers. */
FBP_EXPORT void __fbp_gate(void);

/* The same, called where a library function is about to touch the object: nothing was compared, and
 * NULL is nothing. */
FBP_EXPORT void __fbp_touch(const void *address, uint64_t access);

/* These bytes are a channel, or FBP_SHARED: everybody may write them from now on. */
FBP_EXPORT void __fbp_shared(const void *address, uint64_t bytes);

/* A program or shared object has these variables: called by its constructor, once. */
FBP_EXPORT void __fbp_module(const struct fbp_global *first, const struct fbp_global *last);

/* A task is about to be started by `through`: `function` with `argument`, which is lent to it.
 * What it returns is to be given as the argument, and __fbp_run as the function. `type` is of what
 * the argument points to. */
FBP_EXPORT void *__fbp_start(void *function, void *argument, uint64_t form,
                             const struct fbp_type *type, const char *through);
FBP_EXPORT void *__fbp_run(void *start);
/* ... and was, or was not: then all is as before. `handle` is what a join will name (0: none),
 * `where` the place in memory that has it (NULL: none): that may be read while the task runs,
 * wherever it lies. */
FBP_EXPORT void __fbp_started(void *start, uint64_t handle, const void *where, int success);
/* The task was waited for. Without a handle (0): the only one that was started without. */
FBP_EXPORT void __fbp_joined(uint64_t handle);
/* Around the body of an FBP_TASK function. Nothing if __fbp_run called it for the very task. */
FBP_EXPORT void __fbp_enter(void *function);
FBP_EXPORT void __fbp_leave(void);

/* Before the call of `through` that sends, or freezes, the packet at `packet`; NULL is nothing. */
FBP_EXPORT void __fbp_send(void *packet, uint64_t form, const struct fbp_type *type,
                           const char *through);
/* ... which did not take it: its result says so. Undoes the last __fbp_send of that packet. */
FBP_EXPORT void __fbp_not_sent(void *packet);
/* Before a call that copies `bytes` at `buffer` into a queue: what they refer to is sent. */
FBP_EXPORT void __fbp_send_copy(const void *buffer, uint64_t bytes, const struct fbp_type *type,
                                const char *through);
FBP_EXPORT void __fbp_freeze(void *packet, uint64_t form, const struct fbp_type *type,
                             const char *through);
/* After the call of `through` that received it; NULL is nothing. */
FBP_EXPORT void __fbp_receive(void *packet, const struct fbp_type *type, const char *through);
/* A pointer is stored into the memory of the channel `through`, or was loaded from there: that
 * sends it, or receives it, unless a function runs that is believed (E5): then it is known what is
 * sent. */
FBP_EXPORT void __fbp_put(void *packet, uint64_t form, const struct fbp_type *type,
                          const char *through);
FBP_EXPORT void __fbp_got(void *packet, const struct fbp_type *type, const char *through);
/* Before a frame ends of which [low, high) was lent: nothing is any more. */
FBP_EXPORT void __fbp_frame_end(const void *low, const void *high);

#endif
