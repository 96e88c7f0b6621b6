/* A configuration is built line by line, in a helper. Its rules refer to it: whoever sees one of them sees it. */
#include <fbp/annotate.h>
#include <stdlib.h>

struct FBP_IMMUTABLE rule {
    const struct rule *next;
    const struct config *in;
    int level;
};

struct FBP_IMMUTABLE config {
    int level;
    const struct rule *rules;
};

struct FBP_CHANNEL queue {
    int fd;
};

int q_number(struct queue *q) FBP_PURE;
void q_send(struct queue *q, const void *packet) FBP_SENDS(2);

static int set(struct config *c, int kind, int level)
{
    if (kind == 0) {
        c->level = level; // expect: frozen-write
        return 1;
    }
    struct rule *rule = malloc(sizeof *rule);
    if (rule == NULL)
        return 0;
    rule->level = level;
    rule->in = c;
    rule->next = c->rules;
    c->rules = rule; // expect: frozen-write
    return 1;
}

FBP_TASK void configure(struct queue *in, struct queue *out)
{
    struct config *c = calloc(1, sizeof *c);
    if (c == NULL)
        return;
    for (int i = 0; i < 10; i++)
        if (!set(c, q_number(in), q_number(in)))
            return;
    q_send(out, c);
}
