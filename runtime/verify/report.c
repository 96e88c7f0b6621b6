/* Reports: one at a time, to standard error or a file, and then the end of the program.
 *
 * R19 (one). A report is made under one lock, in buffers of its own, without malloc and stdio.
 *    Who finds a violation meanwhile waits, and is gone with the program if the first one ends
 *    it. What happens inside a report (a death callback that breaks the rules) is not checked:
 *    the thread is inside (R5).
 *
 * R54 (to the end). A thread that ends the program waits for a report that another one is making:
 *    what was found is said, and is the exit status.
 *
 * R20 (once). With halt_on_error=0 each place of code is reported once for each kind.
 *
 * R53 (believed). What happens below the frame of a function that is believed (E5) is no violation:
 *    of a trusted one nothing is, of one that hands over by itself only a write of a global. The
 *    state of what it touches changes all the same.
 *
 * R55 (accepted). What the user accepts at the link is passed over: by the mark of the check (W5),
 * or, where there is none, by the place in the list behind the program (W6). */
#include "report.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "facts.h"
#include "fbp/rt.h"
#include "known.h"
#include "options.h"
#include "prim.h"
#include "report_write.h"
#include "suppress.h"
#include "tasks.h"
#include "thread.h"

static struct lock lock;
static _Thread_local bool reporting;
static void (*death_callback)(void);
static unsigned long reports;

const char *kind_name(enum kind kind)
{
    static const char *const names[KINDS] = {
        [KIND_NONE] = "",
        [KIND_GLOBAL_WRITE] = "global-write",
        [KIND_FROZEN_WRITE] = "frozen-write",
        [KIND_USE_AFTER_SEND] = "use-after-send",
        [KIND_DOUBLE_SEND] = "double-send",
        [KIND_SEND_ALIASED] = "send-aliased",
        [KIND_SEND_UNOWNED] = "send-unowned",
        [KIND_FOREIGN_ACCESS] = "foreign-access",
        [KIND_PACKET_LEAK] = "packet-leak",
    };
    return names[kind];
}

void fbp_set_death_callback(void (*callback)(void))
{
    death_callback = callback;
}

static int log_fd(void)
{
    static int fd = -1;
    static char path[OPTION_TEXT + 24];
    struct text t;
    if (options.log_path[0] == '\0')
        return STDERR_FILENO;
    if (fd >= 0)
        return fd;
    text_init(&t, path, sizeof path - 1);
    text_put(&t, options.log_path);
    text_char(&t, '.');
    text_number(&t, (uint64_t)getpid());
    fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (fd < 0)
        fd = STDERR_FILENO;
    return fd;
}

static _Noreturn void die(void)
{
    if (death_callback != NULL)
        death_callback();
    _exit((int)options.exitcode);
}

static void say(const struct facts *facts)
{
    static char buffer[1 << 16];
    struct text t;
    text_init(&t, buffer, sizeof buffer);
    if (options.format[0] == 'j')
        report_json(&t, facts);
    else
        report_text(&t, facts);
    prim_write(log_fd(), buffer, t.n);
}

/* R55 */
static bool is_accepted(const struct facts *f)
{
    const struct violation *v = f->violation;
    return !v->marked && f->frames.n > 0 &&
           asked_accepts(&f->frames.at[0], v->lost, (unsigned)(v->kind - KIND_GLOBAL_WRITE));
}

/* False: it is none. */
static bool tell(struct violation *v)
{
    static struct facts facts;
    facts_find(&facts, v);
    if (is_accepted(&facts)) {
        thread_me.accepted++;
        return true;
    }
    if (suppress_has(&facts))
        return true;
    if (v->still != NULL && !v->still(v))
        return false;
    say(&facts);
    reports++;
    if (options.halt_on_error ||
        (options.max_reports > 0 && reports >= (unsigned long)options.max_reports))
        die();
    return true;
}

void report(struct violation *v)
{
    if (thread_believes(v->kind != KIND_GLOBAL_WRITE))
        return;
    lock_take(&lock);
    reporting = true;
    /* Once all is said it is done: who comes here meanwhile waits at the lock, as the program may
     * end. */
    if (!known_is_done(v->place, v->kind) && tell(v))
        known_done(v->place, v->kind);
    reporting = false;
    lock_give(&lock);
}

/* R54. Who ends the program in a death callback makes the report himself. */
__attribute__((destructor)) static void wait_for_report(void)
{
    if (reporting)
        return;
    lock_take(&lock);
    lock_give(&lock);
}

void report_reset_lock(void)
{
    if (!reporting)
        lock_reset(&lock);
}
