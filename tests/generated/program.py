"""A random program in C: its types, queues, helpers, tasks, and the function that main calls for it.

Many programs make one executable, each with types, variables and functions of its own, told apart by a suffix: main runs the one
that its argument says. A program is known by a seed and a number. Its parts are in three files: the types in a header, tasks in one
unit, queues and helpers in another.
"""
import random

from body import Body

TYPES = """
/* ---- program {k} ---- */
struct part{s} {{
    unsigned long w;
    char name[8];
}};
struct FBP_IMMUTABLE setting{s} {{
    unsigned long limit;
    const struct setting{s} *base;
}};
struct node{s} {{
    unsigned long v, a[4];
    struct node{s} *next, *many[3];
    struct part{s} *part, in;
    const char *text;
    const struct setting{s} *set;
}};
struct FBP_CHANNEL queue{s} {{
    pthread_mutex_t lock;
    pthread_cond_t some;
    unsigned first, last, closed;
    struct node{s} *slot[{room}];
}};
struct job{s} {{
    unsigned long id, sum;
    struct node{s} *in, *got;
}};
FBP_SENDS(2) FBP_TRUSTED("under its lock") void put{s}(struct queue{s} *q, struct node{s} *n);
FBP_SENDS_IF(2, "nonzero") FBP_TRUSTED("under its lock") int try_put{s}(struct queue{s} *q, struct node{s} *n);
FBP_RECEIVES FBP_TRUSTED("under its lock") struct node{s} *get{s}(struct queue{s} *q);
FBP_RECEIVES FBP_TRUSTED("under its lock") struct node{s} *wait{s}(struct queue{s} *q);
FBP_TRUSTED("under its lock") void close{s}(struct queue{s} *q);
FBP_FREEZES(1) FBP_TRUSTED("it says so, no more") void freeze{s}(struct node{s} *n);
struct part{s} *part_new{s}(unsigned long w);
struct node{s} *node_new{s}(unsigned long v);
const struct setting{s} *setting_new{s}(unsigned long limit, const struct setting{s} *base);
struct node{s} *take{s}(struct node{s} **from);
void each{s}(struct node{s} *n, void (*visit)(struct node{s} *, void *), void *context);
extern struct queue{s} q0{s}, q1{s};
extern void (*const table_of{s}[2])(struct node{s} *, void *);
int program{s}(void);
"""

SEEN = """extern unsigned long count{s};
extern struct node{s} *head{s};
extern struct node{s} table{s}[2];
extern const struct setting{s} *current{s};
extern _Thread_local struct node{s} *mine{s};
"""

QUEUES = """
/* ---- program {k} ---- */
struct queue{s} q0{s} = {{PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, 0, {{NULL}}}};
struct queue{s} q1{s} = {{PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0, 0, 0, {{NULL}}}};
int try_put{s}(struct queue{s} *q, struct node{s} *n)
{{
    pthread_mutex_lock(&q->lock);
    int room = q->last - q->first < {room};
    if (room) {{
        q->slot[q->last++ % {room}] = n;
        pthread_cond_signal(&q->some);
    }}
    pthread_mutex_unlock(&q->lock);
    return room;
}}
void put{s}(struct queue{s} *q, struct node{s} *n)
{{
    try_put{s}(q, n);
}}
struct node{s} *get{s}(struct queue{s} *q)
{{
    pthread_mutex_lock(&q->lock);
    struct node{s} *n = q->first != q->last ? q->slot[q->first++ % {room}] : NULL;
    pthread_mutex_unlock(&q->lock);
    return n;
}}
struct node{s} *wait{s}(struct queue{s} *q)
{{
    pthread_mutex_lock(&q->lock);
    while (q->first == q->last && !q->closed)
        pthread_cond_wait(&q->some, &q->lock);
    struct node{s} *n = q->first != q->last ? q->slot[q->first++ % {room}] : NULL;
    pthread_mutex_unlock(&q->lock);
    return n;
}}
void close{s}(struct queue{s} *q)
{{
    pthread_mutex_lock(&q->lock);
    q->closed = 1;
    pthread_cond_broadcast(&q->some);
    pthread_mutex_unlock(&q->lock);
}}
void freeze{s}(struct node{s} *n)
{{
    (void)n;
}}
struct part{s} *part_new{s}(unsigned long w)
{{
    struct part{s} *one = calloc(1, sizeof *one);
    if (one == NULL)
        abort();
    one->w = w;
    return one;
}}
struct node{s} *node_new{s}(unsigned long v)
{{
    struct node{s} *one = calloc(1, sizeof *one);
    if (one == NULL)
        abort();
    one->v = v;
    return one;
}}
const struct setting{s} *setting_new{s}(unsigned long limit, const struct setting{s} *base)
{{
    struct setting{s} *one = calloc(1, sizeof *one);
    if (one == NULL)
        abort();
    one->limit = limit;
    one->base = base;
    return one;
}}
struct node{s} *take{s}(struct node{s} **from)
{{
    struct node{s} *n = *from;
    if (n == NULL)
        return NULL;
    *from = n->next;
    n->next = NULL;
    return n;
}}
void each{s}(struct node{s} *n, void (*visit)(struct node{s} *, void *), void *context)
{{
    for (int i = 0; i < 4 && n != NULL; i++) {{
        struct node{s} *next = n->next;
        visit(n, context);
        n = next;
    }}
}}
"""

GLOBALS = """
/* ---- program {k} ---- */
{static}unsigned long count{s};
{static}struct node{s} *head{s};
{static}struct node{s} table{s}[2];
{static}const struct setting{s} *current{s};
{static}_Thread_local struct node{s} *mine{s};
void (*const table_of{s}[2])(struct node{s} *, void *) = {{{visitors}}};
"""


class Program:
    def __init__(self, seed, number, without=()):
        self.rng = random.Random(f"{seed}/{number}")
        self.number, self.suffix, self.without = number, f"_{number}", set(without)
        self.numbered = 0
        rng = self.rng
        self.care = rng.choice((1.0, 0.95, 0.8, 0.6, 0.3))
        self.chains = rng.random() < 0.6
        self.freezes = rng.random() < 0.25
        self.queues = [f"q0{self.suffix}", f"q1{self.suffix}"][: rng.randrange(1, 3)]
        self.names = {"k": number, "s": self.suffix, "room": rng.choice((1, 2, 16))}
        self.globals_hidden = rng.random() < 0.5
        self.names["static"] = "static " if self.globals_hidden else ""
        self.header = [TYPES.format(**self.names)]
        if not self.globals_hidden:
            self.header.append(SEEN.format(**self.names))
        self.units = [[], [QUEUES.format(**self.names)]]
        self.helpers, self.visitors, self.tasks = [], [], []
        self.make_visitors()
        self.make_helpers(1, rng.randrange(0, 3))
        simple = [f.name for f in self.visitors if f.context == "x"]
        self.names["visitors"] = ", ".join(rng.choice(simple) for _ in range(2))
        self.units[0].append(GLOBALS.format(**self.names))
        self.make_helpers(0, rng.randrange(0, 3))
        self.stages = rng.random() < 0.3
        for i in range(rng.randrange(1, 3)):
            self.tasks.append(self.make_task(i))
        self.make_main()

    def number_statement(self):
        self.numbered += 1
        return self.numbered

    def write(self, body, head, lines, last=()):
        """A function: head, declarations, lines, the label where somebody jumps to it, last."""
        text = [head, "{"]
        text += ["    " + line for line in body.declarations() + lines]
        text += ["out:"] if body.out else []
        text += ["    " + line for line in last] + ["}", ""]
        self.units[body.unit].append("\n".join(text))

    # ---- functions that are called ----

    def make_visitors(self):
        for i, context in enumerate(("x", "x", "n")):
            f = Body(self, f"visit{i}{self.suffix}", ["n0"], unit=1)
            f.context, f.tab, f.done = context, False, False
            f.task, f.unit = False, 1
            given = f"struct node{self.suffix} *n0, void *context"
            self.header.append(f"void {f.name}({given});")
            if context == "x":
                lines = ["unsigned long *sum = context;", "*sum += n0->v;"]
            else:
                f.nodes.append("n9")
                f.groups.fresh("n9")
                f.groups.join("n9", "n0")
                lines = ["n9 = context;"]
            if context == "n" or self.rng.random() < 0.3:
                lines += f.statements(1, 3)
            self.write(f, f"void {f.name}({given})", lines, ["(void)x0;", "(void)x1;"])
            self.visitors.append(f)

    def make_helpers(self, unit, count):
        for _ in range(count):
            i = len(self.helpers)
            parameters = self.rng.choice((["n0"], ["n0", "n1"], ["n0", "p0"], ["n0", "x0"], []))
            f = Body(self, f"help{i}{self.suffix}", parameters, unit)
            f.done, f.returns = False, self.rng.random() < 0.5
            self.helpers.append(f)
            kinds = {"n": f"struct node{self.suffix} *", "p": f"struct part{self.suffix} *", "x": "unsigned long "}
            given = ", ".join(kinds[v[0]] + v for v in parameters) or "void"
            result = f"struct node{self.suffix} *" if f.returns else "void "
            head = f"{result}{f.name}({given})"
            if unit == 0:
                head = "static " + head
            else:
                self.header.append(head + ";")
            lines = f.statements(2, 6)
            last = ["(void)x0;", "(void)x1;"]
            if f.returns:
                last.append(f"return {self.rng.choice(f.nodes)};")
            self.write(f, head, lines, last)
            f.done = True

    # ---- tasks ----

    def make_task(self, i):
        f = Body(self, f"task{i}{self.suffix}", [], 0, task=True)
        s = self.suffix
        f.job = "job"
        f.groups.fresh("job")
        f.groups.join("n0", "job")
        lines = [f"struct job{s} *job = argument;", "n0 = job->in;"]
        if f.careful():
            lines.append("job->in = NULL;")
            f.groups.fresh("n0")
        lines.append("x0 = job->id;")
        lines += f.stage() if self.stages else []
        lines += f.statements(*((0, 4) if self.stages else (4, 12)))
        last = ["job->sum = x0 + x1;"]
        if self.rng.random() < 0.4:
            last.append(f"job->got = {self.rng.choice(f.nodes)};")
        self.write(f, f"static void *{f.name}(void *argument)", lines, last + ["return NULL;"])
        return f

    def make_main(self):
        f = Main(self, f"program{self.suffix}", [], 0)
        n = len(self.tasks) if self.rng.random() < 0.7 else len(self.tasks) + 1
        s, where = self.suffix, self.rng.choice(("stack", "heap", "static"))
        head = {"stack": [f"struct job{s} jobs[{n}];", "memset(jobs, 0, sizeof jobs);"],
                "heap": [f"struct job{s} *jobs = calloc({n}, sizeof *jobs);", "if (jobs == NULL)", "    abort();"],
                "static": []}[where]
        if where == "static":
            self.units[0].append(f"static struct job{s} jobs{s}[{n}];\n")
        jobs = "jobs" + (s if where == "static" else "")
        lines = head + [f"pthread_t threads[{n}];"]
        lines += f.statements(2, 6)
        f.quiet = False
        if self.rng.random() < 0.6:
            lines += f.one_by_one(jobs, n)
        else:
            lines += f.together(jobs, n)
        f.quiet = f.may_jump = True
        lines += f.statements(1, 6)
        self.write(f, f"int {f.name}(void)", lines, ["return (int)((x0 + x1) & 7);"])


class Main(Body):
    """The function that main calls: it sets up, starts the tasks, waits for them, and looks at what they left."""

    def __init__(self, *given):
        super().__init__(*given)
        self.quiet, self.may_jump = True, False  # quiet: no task runs

    def role_writes_globals(self):
        return self.quiet or super().role_writes_globals()

    def writable(self, name):
        return self.quiet or super().writable(name)

    def s_goto(self):
        return super().s_goto() if self.may_jump else []

    def fill(self):
        """Packets for tasks that wait for them; what is closed keeps nobody waiting."""
        if not self.p.stages:
            return []
        lines = []
        for _ in range(self.rng.randrange(0, 3)):
            n = self.pick(self.nodes)
            self.fresh(n)
            lines += [f"{n} = node_new{self.s}({self.number()});", f"put{self.s}(&{self.p.queues[0]}, {n});"] + self.gone(n)
        return lines + [f"close{self.s}(&{q});" for q in self.p.queues]

    def start(self, jobs, i, k):
        """Starts the task for job k; what it is lent is forgotten until then."""
        lines = []
        if self.rng.random() < 0.6:
            n = self.pick(self.nodes)
            if not (self.groups.is_shared(n) and self.careful()):
                lines += [f"{jobs}[{k}].in = {n};"] + self.gone(n)
        task = self.p.tasks[i % len(self.p.tasks)].name
        lines += [f"{jobs}[{k}].id = {k};",
                  f"if (pthread_create(&threads[{k}], NULL, {task}, &{jobs}[{k}]) != 0)", "    abort();"]
        return lines

    def results(self, jobs, k):
        lines = [f"x0 += {jobs}[{k}].sum;"]
        if self.rng.random() < 0.6:
            n = self.pick(self.nodes)
            self.fresh(n)
            lines.append(f"{n} = {jobs}[{k}].got;")
        return lines

    def one_by_one(self, jobs, n):
        lines = []
        for k in range(n):
            lines += self.start(jobs, k, k)
            if self.rng.random() < 0.3:
                lines += self.statements(1, 2)
            lines += self.fill()
            lines += [f"pthread_join(threads[{k}], NULL);"]
            self.quiet = True
            lines += self.results(jobs, k)
            lines += self.statements(0, 2)
            self.quiet = False
        return lines

    def together(self, jobs, n):
        lines = []
        for k in range(n):
            lines += self.start(jobs, k, k)
        lines += self.statements(0, 3) + self.fill()
        lines += [f"for (int t = 0; t < {n}; t++)", "    pthread_join(threads[t], NULL);"]
        self.quiet = True
        for k in range(n):
            lines += self.results(jobs, k)
        return lines


INCLUDES = "#include <fbp/annotate.h>\n#include <pthread.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n"

MAIN = """#include "all.h"

int main(int argc, char **argv)
{
    int number = argc > 1 ? atoi(argv[1]) : 0;
    switch (number) {
%s    default:
        return 99;
    }
}
"""


def batch(seed, numbers, without=()):
    """name of file -> text: one executable."""
    programs = [Program(seed, n, without) for n in numbers]
    files = {"all.h": INCLUDES + "".join("\n".join(p.header) + "\n" for p in programs)}
    for u, name in enumerate(("one.c", "two.c")):
        files[name] = '#include "all.h"\n' + "".join("\n".join(p.units[u]) for p in programs)
    files["main.c"] = MAIN % "".join(f"    case {n}:\n        return program_{n}();\n" for n in numbers)
    return programs, files


if __name__ == "__main__":
    import sys
    for name, text in batch(sys.argv[1], [int(a) for a in sys.argv[2:]])[1].items():
        print(f"/* ==== {name} ==== */\n{text}")
