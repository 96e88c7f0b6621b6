#!/usr/bin/env python3
"""C programs of one shape and any size, with a task that receives and sends packets.

    shapes.py SHAPE N > shape.c

usual      N functions of a dozen lines each, as programs have them: fields, loops, lists, calls, sends
switch     one switch with N cases in the task's loop, each doing something else to the message
recursion  a cycle of N functions, each calling the next one and itself
table      a table of N functions, called through an index that nobody knows
hub        one struct with N pointers to structs of N types, each of which leads back to it
"""
import sys

HEAD = """#include <fbp/annotate.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
struct message { int kind, count; char *text; struct message *next; struct part { int a; int *b; } part; };
struct FBP_CHANNEL queue { int handle; };
extern struct queue input, output;
struct message *receive(struct queue *q) FBP_RECEIVES;
void send(struct queue *q, struct message *m) FBP_SENDS(2);
"""

TAIL = """
int main(void)
{
    pthread_t t;
    if (pthread_create(&t, NULL, worker, NULL))
        return 1;
    return pthread_join(t, NULL);
}
"""


def worker(body):
    return f"""static void *worker(void *arg)
{{
    struct message *m;
    while ((m = receive(&input)) != NULL) {{
{body}
        send(&output, m);
    }}
    return arg;
}}
"""


def usual(n):
    """Each function calls the two behind it in a tree, so depth grows with the logarithm of N."""
    for i in reversed(range(n)):
        calls = "".join(f"    if (m->kind > {k})\n        total += step{k}(m, total);\n"
                        for k in (2 * i + 1, 2 * i + 2) if k < n)
        print(f"""static int step{i}(struct message *m, int total)
{{
    struct message *copy = malloc(sizeof *copy);
    if (copy == NULL)
        return -{i % 7 + 1};
    *copy = *m;
    copy->text = malloc({i % 50 + 8});
    copy->next = NULL;
    copy->part.b = NULL;
    for (int k = 0; copy->text != NULL && k < {i % 50 + 8}; k++)
        copy->text[k] = (char)(k + total);
    m->part.a += copy->count;
{calls}    for (struct message *p = m->next; p != NULL; p = p->next)
        total += p->count + p->part.a;
    if (total % {i % 5 + 2} == 0) {{
        send(&output, copy);
        return total;
    }}
    free(copy->text);
    free(copy);
    return total + {i};
}}
""")
    print(worker("        m->count += step0(m, 0);"))


def switch(n):
    print(worker("        switch (m->kind) {\n" + "".join(
        f"        case {i}:\n" + ("            m->count += %d;\n            break;\n" % i,
                                  "            m->text[%d] = 'x';\n            break;\n" % (i % 64),
                                  "            m->next = malloc(sizeof *m->next);\n            break;\n",
                                  "            send(&output, m);\n            continue;\n")[i % 4]
        for i in range(n)) + "        }"))


def recursion(n):
    print("".join(f"static int deep{i}(struct message *m, int n);\n" for i in range(n)))
    for i in range(n):
        print(f"""static int deep{i}(struct message *m, int n)
{{
    if (n <= 0 || m == NULL)
        return {i};
    m->count += deep{(i + 1) % n}(m, n - 1);
    return deep{i}(m->next, n - 2);
}}
""")
    print(worker("        m->count = deep0(m, m->kind);"))


def table(n):
    for i in range(n):
        what = ("m->count = %d;" % i, "m->text[%d] = 'y';" % (i % 64), "m->part.a++;")[i % 3]
        print(f"static int act{i}(struct message *m)\n{{\n    {what}\n    return m->count;\n}}\n")
    print("static int (*const table[])(struct message *) = {" + ", ".join(f"act{i}" for i in range(n)) + "};")
    print(worker(f"        m->count += table[(unsigned)m->kind % {n}](m);"))


def hub(n):
    print("struct hub;")
    for i in range(n):
        print(f"struct leaf{i} {{ int value; struct hub *up; struct leaf{(i + 1) % n} *next; }};")
    print("struct hub {\n" + "".join(f"    struct leaf{i} *leaf{i};\n" for i in range(n)) + "};")
    for i in range(n):
        print(f"""static void use{i}(struct hub *h)
{{
    if (h->leaf{i} == NULL && (h->leaf{i} = calloc(1, sizeof *h->leaf{i})) == NULL)
        return;
    h->leaf{i}->up = h;
    h->leaf{i}->next = h->leaf{(i + 1) % n};
    h->leaf{i}->value += h->leaf{i}->up == h;
}}
""")
    print(worker("        struct hub *h = calloc(1, sizeof *h);\n        if (h == NULL)\n            return arg;\n" +
                 "".join(f"        use{i}(h);\n" for i in range(n))))


def main():
    shapes = {f.__name__: f for f in (usual, switch, recursion, table, hub)}
    if len(sys.argv) != 3 or sys.argv[1] not in shapes or not sys.argv[2].isdigit() or int(sys.argv[2]) == 0:
        sys.exit(f"usage: shapes.py {'|'.join(shapes)} N")
    print(HEAD)
    shapes[sys.argv[1]](int(sys.argv[2]))
    print(TAIL)


main()
