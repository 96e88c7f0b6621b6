/* What every model header includes first.
 *
 * Models describe the GNU C library with all its extensions declared, whatever feature macros a program
 * uses. They redeclare what the system header declares, so a difference is a compile error. */
#ifndef FBP_MODEL_SUPPORT_H
#define FBP_MODEL_SUPPORT_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE 1
#endif

/* ctype.h defines its functions as macros otherwise. */
#ifndef __NO_CTYPE
#define __NO_CTYPE 1
#endif

#include <features.h>

#include <fbp/annotate.h>

/* The standard attributes, in a form that does not depend on how a system header spells them. They refine a
 * description: see docs/annotations.md. */

/* The result is a new object that the caller owns. */
#define FBP_MODEL_MALLOC FBP_ANNOTATE_FUNC_("malloc")

/* ... and it is filled with zeros. */
#define FBP_MODEL_ZEROED FBP_ANNOTATE_FUNC_("zeroed")

/* What FBP_RECEIVES_INTO puts there is a new object, too, which leads nowhere: no packet that somebody has sent. */
#define FBP_MODEL_MAKES FBP_ANNOTATE_FUNC_("makes")

/* What FBP_POINTS_INTO says: at the argument, or behind it (strchr). */
#define FBP_MODEL_AHEAD FBP_ANNOTATE_FUNC_("ahead")

/* Parameter `format` is a printf format, `first` the first of its arguments (0: they come as a va_list). A
 * literal format decides what is done with each argument. */
#define FBP_MODEL_FORMAT(format, first) FBP_ANNOTATE_FUNC_("format", format, first)

/* Parameter `format` is a scanf format, `first` the first of its arguments. The result says how many were converted. */
#define FBP_MODEL_SCANS(format, first) FBP_ANNOTATE_FUNC_("scan_format", format, first)

/* The result is the printf format at parameter `n`, or one in another language with the same conversions. */
#define FBP_MODEL_FORMAT_ARG(n) FBP_ANNOTATE_FUNC_("format_arg", n)

/* The result points to memory that nobody may write: a table, a constant string, the environment. */
#define FBP_MODEL_CONSTANT FBP_ANNOTATE_FUNC_("constant")

/* On a function with FBP_HIDDEN_STATE: which state that is, where other functions have the same one or read
 * it. Without a name it is the function's own. If a variable has that name, it shows the state: who reads
 * the variable reads the state. */
#define FBP_MODEL_STATE(name) FBP_ANNOTATE_FUNC_("state", name)

/* Reads the hidden state of that name. A task may do so; main may not change the state then. */
#define FBP_MODEL_READS_STATE(name) FBP_ANNOTATE_FUNC_("reads_state", name)
#define FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("locale")
/* As FBP_HIDDEN_STATE where parameter `n` is null: the function has a static object for that case. */
#define FBP_MODEL_HIDDEN_IF_NULL(n) FBP_ANNOTATE_FUNC_("hidden_if_null", n)

/* Writes what pointers inside the object at parameter `n` lead to: a va_list of scanf, the buffer of getline. */
#define FBP_MODEL_WRITES_BEHIND(n) FBP_ANNOTATE_FUNC_("writes_behind", n)

/* The result points into what pointers inside the object at parameter `n` lead to. */
#define FBP_MODEL_RESULT_BEHIND(n) FBP_ANNOTATE_FUNC_("result_behind", n)

/* May set the library's variable of that name (tzname), which then holds what it should hold in any case: only programs
 * that name the variable notice. Such a call is unproven in a task, and in main while a task may be running. */
#define FBP_MODEL_SETS(name) FBP_ANNOTATE_FUNC_("sets", name)

#define FBP_MODEL_SETS_ZONE FBP_MODEL_SETS("tzname") FBP_MODEL_SETS("timezone") FBP_MODEL_SETS("daylight")

/* What FBP_WRITES(n) says depends on what is asked for, by a command in another argument (ioctl, prctl): a write is
 * unproven where it would break something, and constants are only read. */
#define FBP_MODEL_AS_ASKED(n) FBP_ANNOTATE_FUNC_("as_asked", n)

/* The bytes at parameter `n` leave the program's memory, into a file, a pipe, a socket: whoever reads them there knows
 * the pointers among them. Parameter `size` says how many bytes (0: none does). Where parameter `n` points to a struct
 * (iovec, msghdr), the bytes are those at its pointers. A number leaves by itself. */
#define FBP_MODEL_LEAVES(n, size) FBP_ANNOTATE_FUNC_("leaves", n, size)

/* The bytes that are put at parameter `n`, or, with FBP_MODEL_WRITES_BEHIND, where pointers in the struct there lead, or make up the result (0), come from there, or from a text. No pointer is among
 * them, where none has left. FBP_WRITES of a void * means the same, without a size, and pointers of the library's own; not
 * so with FBP_MODEL_NUMBERS: no pointer is among them. */
#define FBP_MODEL_FILLS(n, size) FBP_ANNOTATE_FUNC_("fills", n, size)
#define FBP_MODEL_PARSES FBP_MODEL_FILLS(0, 0)
#define FBP_MODEL_NUMBERS(n) FBP_ANNOTATE_FUNC_("numbers", n)

/* Functions found at *n (0: the result) were given to this function, or to its like, before: a handler that is saved
 * and later set again is no new task. */
#define FBP_MODEL_STARTED(n) FBP_ANNOTATE_FUNC_("started", n)

/* Keeps pointers of the calling thread's own, one for each key, which is parameter 1: stores parameter `n`, or, with 0,
 * returns what is there. Such a function needs no other description. */
#define FBP_MODEL_THREAD_VALUE(n) FBP_ANNOTATE_FUNC_("thread_value", n)

/* The result is memory that is mapped as the flags at parameter `n` say: anonymous (MAP_ANONYMOUS) it is a new object, private
 * (MAP_PRIVATE) one with bytes from outside. Else, and where the flags are not known, others may map the same memory. */
#define FBP_MODEL_MAPS(n) FBP_ANNOTATE_FUNC_("maps", n)

/* Takes a stream (or another channel) and leaves the buffer alone that it may have been given: asks for a flag or a number, sets one,
 * locks. Any other function that takes one may write that buffer. */
#define FBP_MODEL_NO_BUFFER FBP_ANNOTATE_FUNC_("no_buffer")
/* Uses streams that are not among its parameters: stdin, stdout, stderr, or all that are open. */
#define FBP_MODEL_STANDARD_STREAMS FBP_ANNOTATE_FUNC_("standard_streams")
/* Puts no pointers to functions at *n that the program calls or looks behind. */
#define FBP_MODEL_NO_CODE(n) FBP_ANNOTATE_FUNC_("no_code", n)

/* Joins if the result is as `when` says (FBP_JOINS: in any case). Where it is the number `running` the task goes on;
 * any other result is a mistake in the call. FBP_HANDLE and FBP_RESULT_INTO as with FBP_JOINS. */
#define FBP_MODEL_JOINS_IF(running, when) FBP_ANNOTATE_FUNC_("joins_if", running, when)

/* The result says which thread calls. What only happens in a certain thread, by a test of that, is no evidence. */
#define FBP_MODEL_IDENTITY FBP_ANNOTATE_FUNC_("identity")

/* Makes a new process, in which the result is zero: with a copy of all memory and no other thread. What only happens there is
 * no evidence. */
#define FBP_MODEL_FORKS FBP_ANNOTATE_FUNC_("forks")

/* Ends the task that calls it, without returning to anybody: pthread_exit. */
#define FBP_MODEL_ENDS_TASK FBP_ANNOTATE_FUNC_("ends_task")
/* Has a task end at one of its calls: pthread_cancel. */
#define FBP_MODEL_CANCELS FBP_ANNOTATE_FUNC_("cancels")

/* The calling task may be ended at any point from then on, not only in calls, unless parameter `n` is 0. */
#define FBP_MODEL_ENDS_ANYWHERE(n) FBP_ANNOTATE_FUNC_("ends_anywhere", n)

/* Parameter `n` points to a lock, which the caller holds afterwards: always, or if the result is as `when` says.
 * Of several that may hold a lock for reading, one is as good as none when it comes to writes: shared. These only
 * tell in which order writes come ("locked"); they refine a description. */
#define FBP_MODEL_ACQUIRES(n) FBP_ANNOTATE_FUNC_("acquires", n)
#define FBP_MODEL_ACQUIRES_IF(n, when) FBP_ANNOTATE_FUNC_("acquires_if", n, when)
#define FBP_MODEL_ACQUIRES_SHARED(n) FBP_ANNOTATE_FUNC_("acquires_shared", n)
/* The lock at parameter `n` is free afterwards. */
#define FBP_MODEL_RELEASES(n) FBP_ANNOTATE_FUNC_("releases", n)

#endif
