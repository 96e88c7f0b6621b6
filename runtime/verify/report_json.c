/* A report as one line of JSON: the same facts as the text. */
#include <unistd.h>

#include "advice.h"
#include "report_write.h"

static void key(struct text *t, const char *name)
{
    if (t->n > 0 && t->at[t->n - 1] != '{' && t->at[t->n - 1] != '[')
        text_char(t, ',');
    text_json(t, name);
    text_char(t, ':');
}

static void put_text(struct text *t, const char *name, const char *value)
{
    key(t, name);
    text_json(t, value);
}

static void put_number(struct text *t, const char *name, uint64_t value)
{
    key(t, name);
    text_number(t, value);
}

static void put_address(struct text *t, const char *name, uint64_t value)
{
    key(t, name);
    text_char(t, '"');
    text_hex(t, value);
    text_char(t, '"');
}

static void put_who(struct text *t, const char *name, const struct who *w)
{
    key(t, name);
    text_char(t, '{');
    if (w->known) {
        put_text(t, "name", w->name);
        put_number(t, "number", w->serial);
    }
    text_char(t, '}');
}

static void put_frames(struct text *t, const char *name, const struct frames *f)
{
    key(t, name);
    text_char(t, '[');
    for (size_t i = 0; i < f->n; i++) {
        const struct place *p = &f->at[i];
        text_put(t, i > 0 ? ",{" : "{");
        put_text(t, "function", p->function);
        put_text(t, "file", p->file);
        if (p->file != NULL)
            put_number(t, "line", (uint64_t)p->line);
        if (p->file != NULL && p->column != 0)
            put_number(t, "column", (uint64_t)p->column);
        if (p->module != NULL) {
            put_text(t, "module", p->module);
            put_address(t, "offset", p->offset);
        }
        put_address(t, "pc", p->pc);
        text_char(t, '}');
    }
    text_char(t, ']');
}

static void put_object(struct text *t, const struct facts *f)
{
    static const char *const memories[] = {"heap", "static", "stack", "other"};
    key(t, "object");
    text_char(t, '{');
    put_address(t, "address", f->violation->address);
    put_text(t, "memory", memories[f->memory]);
    if (f->size != 0) {
        put_number(t, "size", f->size);
        put_number(t, "offset", f->offset);
    }
    if (f->variable != NULL)
        put_text(t, "variable", f->variable);
    if (f->freed)
        put_number(t, "freed", 1);
    if (f->memory == MEMORY_STACK)
        put_who(t, "stack_of", &f->stack_of);
    if (f->owner.known)
        put_who(t, "owner", &f->owner);
    text_char(t, '}');
}

void report_json(struct text *t, const struct facts *f)
{
    static const char *const hows[] = {"sent", "frozen", "lent"};
    const struct violation *v = f->violation;
    text_char(t, '{');
    put_text(t, "kind", kind_name(v->kind));
    put_number(t, "pid", (uint64_t)getpid());
    put_who(t, "task", &f->who);
    put_text(t, "does", report_verb(v));
    if (v->doing == DOING_ACCESS)
        put_number(t, "bytes", v->bytes);
    else
        put_address(t, "packet", v->root);
    if (v->through != NULL)
        put_text(t, "through", v->through);
    if (v->outside)
        put_text(t, "kept_by", v->variable == NULL ? "an object of the sender" : v->variable);
    if (v->led_by != NULL)
        put_text(t, "led_by", v->led_by);
    put_frames(t, "frames", &f->frames);
    put_object(t, f);
    if (f->given) {
        key(t, hows[f->how]);
        text_char(t, '{');
        put_who(t, "by", &f->giver);
        if (f->how == HOW_LENT)
            put_who(t, "to", &f->borrower);
        put_text(t, "through", f->through);
        put_frames(t, "frames", &f->given_at);
        text_char(t, '}');
    }
    if (f->allocated) {
        key(t, "allocated");
        text_char(t, '{');
        put_who(t, "by", &f->allocator);
        put_frames(t, "frames", &f->allocated_at);
        text_char(t, '}');
    }
    if (f->asked) {
        key(t, "question");
        text_char(t, '{');
        put_text(t, "id", f->question.id);
        put_text(t, "kind", f->question.kind);
        put_text(t, "verdict", f->question.violation ? "violation" : "unproven");
        put_text(t, f->question.violation ? "message" : "reason", f->question.text);
        text_char(t, '}');
    }
    if (*advice_of(f) != '\0')
        put_text(t, "help", advice_of(f));
    text_put(t, "}\n");
}
