/* fbp/annotate.h: annotations that tell fbp-check and fbp-cc how memory changes hands.
 *
 * Header only, no library. C11 and C++17. A compiler without the attributes (gcc) sees nothing:
 * every macro is then empty, and the program means the same with or without this header.
 *
 * Positions count the parameters of the C declaration from 1, as in GNU nonnull; where 0 is allowed
 * it means the function's result, or "none". For a variadic function every position beyond the last
 * named parameter means all variadic arguments. A position is an integer constant expression.
 *
 * Where they stand: on a function before the declaration or after the declarator
 *     FBP_SENDS(2) void q_send(struct queue *q, void *packet);
 *     void q_send(struct queue *q, void *packet) FBP_SENDS(2);
 * (on a *definition* only before it: that is C's rule for attributes), on a type between the
 * keyword and the tag, or after the closing brace, or on its typedef struct FBP_CHANNEL queue { ...
 * }; typedef struct queue queue_t FBP_CHANNEL; and on a variable or a member after its name.
 * Several may follow each other, and the same one may be repeated for other positions.
 *
 * Mistakes (a position out of range, a position of something that is no pointer, an unknown
 * condition, an annotation on the wrong kind of declaration, an empty reason) compile, because C
 * attributes are not checked; fbp-check reports each of them with its place.
 *
 * A function without a visible body that carries one of these annotations is described by them
 * *completely*: parameters not mentioned are used as values only, nothing is kept, no global is
 * touched. FBP_NONDET, FBP_BORROWS, FBP_POINTS_INTO and the standard attributes malloc, pure,
 * const, noescape and format only refine a description, they do not complete one. A function with a
 * body is judged by its body, unless it is FBP_TRUSTED; an annotation that an instruction of the
 * body contradicts is an error.
 *
 * docs/annotations.md has an example for each macro.
 */
#ifndef FBP_ANNOTATE_H
#define FBP_ANNOTATE_H

/* How the annotations are encoded. Nothing here is meant for direct use.
 *
 * On functions: the `annotate` attribute with its arguments, which reaches the IR even for a
 * function that is only declared. On types, variables and members: `btf_decl_tag`, which reaches
 * the debug information and changes no code. Clang knows `btf_decl_tag` in C only, so in C++ the
 * macros for types, variables and members are empty. FBP_ANNOTATE_READER is defined where the model
 * reader parses: libclang shows it the text of `annotate` but not that of `btf_decl_tag`. */
#ifdef __has_attribute
#if __has_attribute(annotate) && defined(__clang__) && __clang_major__ >= 12
#define FBP_ANNOTATE_FUNC_(...) __attribute__((annotate(__VA_ARGS__)))
#endif
#if defined(FBP_ANNOTATE_READER)
#define FBP_ANNOTATE_DECL_(tag) __attribute__((annotate(tag)))
#elif __has_attribute(btf_decl_tag) && !defined(__cplusplus)
#define FBP_ANNOTATE_DECL_(tag) __attribute__((btf_decl_tag(tag)))
#endif
#endif
#ifndef FBP_ANNOTATE_FUNC_
#define FBP_ANNOTATE_FUNC_(...)
#endif
#ifndef FBP_ANNOTATE_DECL_
#define FBP_ANNOTATE_DECL_(tag)
#endif

/* ---- tasks ---- */

/* On a function: it is an entry point of a task, even if nobody is seen to start it. Its pointer
 * parameters are received packets. Not needed for functions started by pthread_create, thrd_create
 * or any other function annotated FBP_SPAWNS. */
#define FBP_TASK FBP_ANNOTATE_FUNC_("fbp.task")

/* On a function: starts the function at parameter `f` as a task and sends it parameter `a` (0: it
 * gets nothing). Where `f` is not a function pointer but a pointer to an object, the functions
 * found in that object are meant (sigaction). The caller may not touch what it sent until the task
 * was joined. */
#define FBP_SPAWNS(f, a) FBP_ANNOTATE_FUNC_("fbp.spawns", f, a)

/* The same, only if the result is as `when` says: "zero", "nonzero", "null", "nonnull", "negative"
 * or "nonnegative". Otherwise nothing was started and the caller keeps the argument. */
#define FBP_SPAWNS_IF(f, a, when) FBP_ANNOTATE_FUNC_("fbp.spawns_if", f, a, when)

/* On a function: waits until a task has ended. What that task owned and what it returned belong to
 * the caller then, and what the task was lent is the caller's again. */
#define FBP_JOINS FBP_ANNOTATE_FUNC_("fbp.joins")

/* On a function that starts: the handle of the new task is put at `*n` (0: the result is the
 * handle). On a function that joins: parameter `n` is the handle of the task waited for. Without it
 * a join is of some task that was started without a handle. */
#define FBP_HANDLE(n) FBP_ANNOTATE_FUNC_("fbp.handle", n)

/* On a function that joins: the pointer that the task returned is put at `*n`. */
#define FBP_RESULT_INTO(n) FBP_ANNOTATE_FUNC_("fbp.result_into", n)

/* ---- packets ---- */

/* On a function: takes the packet at parameter `n`, and everything reachable from it, away from the
 * caller. For a variadic function a position beyond the named parameters sends all variadic
 * arguments. */
#define FBP_SENDS(n) FBP_ANNOTATE_FUNC_("fbp.sends", n)

/* The same, only if the result is as `when` says (conditions as for FBP_SPAWNS_IF); otherwise the
 * packet stays the caller's. */
#define FBP_SENDS_IF(n, when) FBP_ANNOTATE_FUNC_("fbp.sends_if", n, when)

/* On a function: copies the bytes at parameter `n` into a queue. What they point to is sent; the
 * buffer itself is not, and may be used again. */
#define FBP_SENDS_COPY(n) FBP_ANNOTATE_FUNC_("fbp.sends_copy", n)

/* On a function: the returned pointer is a packet that the caller now owns. */
#define FBP_RECEIVES FBP_ANNOTATE_FUNC_("fbp.receives")

/* On a function: `*n` is set to a packet that the caller now owns. `n` is a pointer to a pointer,
 * or to an object that contains pointers. */
#define FBP_RECEIVES_INTO(n) FBP_ANNOTATE_FUNC_("fbp.receives_into", n)

/* The same, only if the result is as `when` says (conditions as for FBP_SPAWNS_IF); otherwise `*n`
 * is left as it was. */
#define FBP_RECEIVES_INTO_IF(n, when) FBP_ANNOTATE_FUNC_("fbp.receives_into_if", n, when)

/* On a function: the packet at parameter `n` becomes immutable, for ever, and deep: everything
 * reachable from it, channels excepted. A pointer that the function returns refers to the frozen
 * packet. */
#define FBP_FREEZES(n) FBP_ANNOTATE_FUNC_("fbp.freezes", n)

/* ---- what a function does with its arguments ---- */

/* On a function: calls the function at parameter `f` before it returns, with the pointer at
 * parameter `a` or pointers into it (0: with none of its parameters), as qsort does. `f` may point
 * to an object with functions in it, as for FBP_SPAWNS. */
#define FBP_CALLS(f, a) FBP_ANNOTATE_FUNC_("fbp.calls", f, a)

/* The same, but some time later, in `main` (atexit). The function keeps parameter `a` until then.
 */
#define FBP_CALLS_LATER(f, a) FBP_ANNOTATE_FUNC_("fbp.calls_later", f, a)

/* On a function: ends the life of the object at parameter `n`. */
#define FBP_FREES(n) FBP_ANNOTATE_FUNC_("fbp.frees", n)

/* On a function: keeps the pointer at parameter `n` for itself, beyond the call (putenv). */
#define FBP_KEEPS(n) FBP_ANNOTATE_FUNC_("fbp.keeps", n)

/* On a function: stores a reference to parameter `n` in what parameter `into` refers to. */
#define FBP_LINKS(into, n) FBP_ANNOTATE_FUNC_("fbp.links", into, n)

/* On a function: has static state of its own, so a task that calls it writes a global. `instead`
 * names the re-entrant replacement that the message offers ("strtok_r"), or says what to do ("call
 * it before the first task is started"). */
#define FBP_HIDDEN_STATE(instead) FBP_ANNOTATE_FUNC_("fbp.hidden_state", instead)

/* On a function: keeps no reference to parameter `n` after it returns. Refines only. */
#define FBP_BORROWS(n) FBP_ANNOTATE_FUNC_("fbp.borrows", n)

/* On a function without a visible body: reads what parameter `n` refers to, and everything
 * reachable from it. */
#define FBP_READS(n) FBP_ANNOTATE_FUNC_("fbp.reads", n)

/* On a function without a visible body: writes what parameter `n` refers to. */
#define FBP_WRITES(n) FBP_ANNOTATE_FUNC_("fbp.writes", n)

/* On a function: the pointer that it puts at `*out` (0: that it returns) points into what parameter
 * `in` refers to, as for strchr (0, 1) and strtol (2, 1). Refines only. */
#define FBP_POINTS_INTO(out, in) FBP_ANNOTATE_FUNC_("fbp.points_into", out, in)

/* On a function without a visible body: touches nothing but the values of its arguments. */
#define FBP_PURE FBP_ANNOTATE_FUNC_("fbp.pure")

/* On a function: its result is not determined by its arguments (time, randomness, which queue was
 * ready first). Used by the kind `nondeterminism` alone. Refines only. */
#define FBP_NONDET FBP_ANNOTATE_FUNC_("fbp.nondet")

/* ---- types, variables and members ---- */

/* On a struct definition or a typedef: a handle that is safe to share, such as a queue, a port or a
 * lock. A struct that is only declared cannot carry it: put it on the typedef. Empty in C++. */
#define FBP_CHANNEL FBP_ANNOTATE_DECL_("fbp.channel")

/* On a struct or union definition or a typedef: objects of this type are immutable once published.
 * Empty in C++. */
#define FBP_IMMUTABLE FBP_ANNOTATE_DECL_("fbp.immutable")

/* On a variable with static storage or a struct member: tasks may write it, for the reason given, a
 * string literal that is not empty. It covers the variable or member, not what it points to; in a
 * union, what all members at that place say so of. Listed by --list-trusted. Empty in C++. */
#define FBP_SHARED(why) FBP_ANNOTATE_DECL_("fbp.shared:" why)

/* ---- trust ---- */

/* On a function: its body is not checked, its annotations alone describe it, for the reason given,
 * a string literal that is not empty. Listed by --list-trusted. A pointer that it returns without
 * FBP_RECEIVES, FBP_POINTS_INTO or malloc is unknown (a channel, if its type says so). */
#define FBP_TRUSTED(why) FBP_ANNOTATE_FUNC_("fbp.trusted", why)

#endif
