/* A report as text (DESIGN section 6). */
#include <string.h>
#include <unistd.h>

#include "advice.h"
#include "report_write.h"

static void say_who(struct text *t, const struct who *w)
{
    if (!w->known) {
        text_put(t, "a thread that was not started by checked code");
        return;
    }
    if (w->serial == 0) {
        text_put(t, "main");
        return;
    }
    text_put(t, "task ");
    if (w->name != NULL) {
        text_put(t, "'");
        text_put(t, w->name);
        text_put(t, "' ");
    }
    text_put(t, "(#");
    text_number(t, w->serial);
    text_put(t, ")");
}

static void say_line(struct text *t, const struct place *p)
{
    text_plain(t, p->file);
    text_char(t, ':');
    text_number(t, (uint64_t)p->line);
    if (p->column == 0)
        return;
    text_char(t, ':');
    text_number(t, (uint64_t)p->column);
}

static void say_place(struct text *t, const struct place *p)
{
    text_put(t, p->function != NULL ? p->function : "?");
    text_char(t, ' ');
    if (p->file != NULL) {
        say_line(t, p);
    } else if (p->module != NULL) {
        text_char(t, '(');
        text_plain(t, p->module);
        text_char(t, '+');
        text_hex(t, p->offset);
        text_char(t, ')');
    } else {
        text_hex(t, p->pc);
    }
}

static void say_frames(struct text *t, const struct frames *f)
{
    for (size_t i = 0; i < f->n; i++) {
        text_put(t, "    #");
        text_number(t, i);
        text_char(t, ' ');
        say_place(t, &f->at[i]);
        text_char(t, '\n');
    }
}

const char *report_verb(const struct violation *v)
{
    static const char *const verbs[] = {[DOING_SEND] = "sends",
                                        [DOING_FREEZE] = "freezes",
                                        [DOING_START] = "starts a task with",
                                        [DOING_RETURN] = "returns and owns"};
    if (v->doing == DOING_ACCESS)
        return v->write ? "writes" : "reads";
    return verbs[v->doing];
}

static void say_head(struct text *t, const struct facts *f)
{
    const struct violation *v = f->violation;
    text_put(t, "=================================================================\n==");
    text_number(t, (uint64_t)getpid());
    text_put(t, "==ERROR: fbp: ");
    text_put(t, kind_name(v->kind));
    text_put(t, ": ");
    say_who(t, &f->who);
    text_char(t, ' ');
    text_put(t, report_verb(v));
    if (v->doing == DOING_ACCESS) {
        if (v->bytes != 0) {
            text_char(t, ' ');
            text_number(t, v->bytes);
            text_put(t, v->bytes == 1 ? " byte" : " bytes");
        }
        text_put(t, " at ");
    } else {
        text_char(t, ' ');
    }
    text_hex(t, v->doing == DOING_ACCESS ? v->address : v->root);
    if (v->through != NULL) {
        text_put(t, " through '");
        text_put(t, v->through);
        text_put(t, "'");
    }
    if (v->doing != DOING_ACCESS && v->root != 0 && v->root != v->address) {
        text_put(t, ", which leads to ");
        text_hex(t, v->address);
    }
    if (v->outside) {
        text_put(t, "; ");
        text_put(t, v->variable == NULL ? "an object that it keeps" : "the variable '");
        text_put(t, v->variable);
        text_put(t, v->variable == NULL ? " refers to it" : "' refers to it");
    }
    text_char(t, '\n');
}

/* 8, 80 and 800 are spoken with a vowel, and so are 11 and 18. */
static void say_size(struct text *t, uint64_t size)
{
    uint64_t first = size;
    while (first >= 10)
        first /= 10;
    text_put(t, first == 8 || size == 11 || size == 18 ? "an " : "a ");
    text_number(t, size);
    text_put(t, "-byte object");
}

static void say_memory(struct text *t, const struct facts *f)
{
    text_hex(t, f->violation->address);
    text_put(t, " is ");
    switch (f->memory) {
    case MEMORY_HEAP:
        text_number(t, f->offset);
        text_put(t, f->offset == 1 ? " byte inside " : " bytes inside ");
        say_size(t, f->size);
        break;
    case MEMORY_STATIC:
        if (f->variable == NULL) {
            text_put(t, "in static data");
            break;
        }
        text_number(t, f->offset);
        text_put(t, f->offset == 1 ? " byte inside '" : " bytes inside '");
        text_put(t, f->variable);
        text_put(t, "', a variable with static storage of ");
        text_number(t, f->size);
        text_put(t, f->size == 1 ? " byte" : " bytes");
        break;
    case MEMORY_STACK:
        text_put(t, "on the stack, or thread-local, of ");
        say_who(t, &f->stack_of);
        break;
    case MEMORY_OTHER:
        text_put(t, "memory of another kind");
        break;
    }
}

/* The function, or what else publishes an object of an immutable type (checks/publish.c). */
static void say_through(struct text *t, const char *through)
{
    if (strcmp(through, "a store") == 0) {
        text_put(t, ", which stored a pointer to it");
    } else if (strcmp(through, "return") == 0) {
        text_put(t, ", which returned a pointer to it");
    } else {
        text_put(t, " through '");
        text_put(t, through);
        text_put(t, "'");
    }
}

/* The object is what is sent: by whom and where has been said at the top. */
static bool is_this_send(const struct facts *f)
{
    const struct violation *v = f->violation;
    return (v->kind == KIND_SEND_ALIASED || v->kind == KIND_SEND_UNOWNED) &&
           v->doing == DOING_SEND && v->root == v->address && f->how == HOW_SENT &&
           f->frames.n > 0 && f->given_at.n > 0 && f->frames.at[0].pc == f->given_at.at[0].pc;
}

static void say_given(struct text *t, const struct facts *f)
{
    static const char *const words[] = {
        [HOW_SENT] = ", sent by ", [HOW_FROZEN] = ", frozen by ", [HOW_LENT] = ", given to "};
    text_put(t, words[f->how]);
    if (f->how == HOW_LENT) {
        say_who(t, &f->borrower);
        text_put(t, " by ");
    }
    say_who(t, &f->giver);
    if (f->through != NULL)
        say_through(t, f->through);
    text_put(t, ":\n");
    say_frames(t, &f->given_at);
}

/* What the check stands for (DESIGN section 6). Of a place the worst kind is asked about alone,
 * which may be another one than what happened. */
static void say_question(struct text *t, const struct facts *f)
{
    const struct question *q = &f->question;
    bool same = strcmp(q->kind, kind_name(f->violation->kind)) == 0;
    text_put(t, q->violation ? "fbp-check found " : "fbp-check could not rule ");
    text_put(t, same ? "this" : q->kind);
    text_put(t, q->violation ? " at compile time: check " : " out at compile time: check ");
    text_put(t, q->id);
    text_put(t, ": ");
    text_put(t, q->text);
    text_char(t, '\n');
}

static void say_advice(struct text *t, const struct facts *f)
{
    const char *help = advice_of(f);
    text_put(t, help);
    if (*help != '\0')
        text_char(t, '\n');
}

static void say_summary(struct text *t, const struct facts *f)
{
    text_put(t, "SUMMARY: fbp: ");
    text_put(t, kind_name(f->violation->kind));
    text_char(t, ' ');
    if (f->frames.n == 0) {
        text_put(t, "?\n");
        return;
    }
    const struct place *p = &f->frames.at[0];
    if (p->file != NULL) {
        say_line(t, p);
    } else if (p->module != NULL) {
        text_plain(t, p->module);
        text_char(t, '+');
        text_hex(t, p->offset);
    } else {
        text_hex(t, p->pc);
    }
    text_put(t, " in ");
    text_put(t, p->function != NULL ? p->function : "?");
    text_char(t, '\n');
}

void report_text(struct text *t, const struct facts *f)
{
    say_head(t, f);
    say_frames(t, &f->frames);
    say_memory(t, f);
    if (f->given && !is_this_send(f))
        say_given(t, f);
    else
        text_char(t, '\n');
    if (f->violation->led_by != NULL) {
        text_put(t, "the variable '");
        text_put(t, f->violation->led_by);
        text_put(t, "', which has static storage, leads to it: other tasks can use it\n");
    }
    if (f->freed)
        text_put(t, "it was freed since\n");
    else if (f->in_transit)
        text_put(t,
                 "it is on its way to the receiver: since the send it is no longer the sender's\n");
    else if (f->owner.known && f->violation->kind != KIND_PACKET_LEAK) {
        text_put(t, "it is owned by ");
        say_who(t, &f->owner);
        text_char(t, '\n');
    }
    if (f->allocated) {
        text_put(t, "allocated by ");
        say_who(t, &f->allocator);
        text_put(t, f->allocated_at.n > 1 ? ":\n" : " at ");
        if (f->allocated_at.n > 1)
            say_frames(t, &f->allocated_at);
        else if (f->allocated_at.n == 1)
            say_place(t, &f->allocated_at.at[0]);
        if (f->allocated_at.n <= 1)
            text_char(t, '\n');
    }
    if (f->asked)
        say_question(t, f);
    say_advice(t, f);
    say_summary(t, f);
}
