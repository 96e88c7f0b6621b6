"""Bodies of functions of a random program: statements over local variables.

A body has variables of four types: n0.. (struct node *), p0.. (struct part *), x0.. (long), and tab (an array of three struct
node *). What makes a program defined whatever was chosen:

G1 Every variable begins with NULL or 0, every pointer is NULL or leads to an object that is not freed; each access is behind a
   test for NULL. So any statement can be left out (--without, shrinking), and the rest still means something.
G2 Nothing is freed but what the same statement has allocated and shown to nobody, and parts that were received (only a
   double-send can then free one twice, and that has trapped before).
G3 Loops make a constant number of rounds, calls go to functions that were written before.
G4 An access stands in a line of its own: reports have no columns.

*Care* is the chance that a statement keeps the rules of the memory model where it could break them. To keep them a body knows groups:
variables that may lead to the same memory are in one, which is given away as a whole, and may be "global". Care is about what is
likely, not what is true: nothing is judged by it.
"""

CONDITIONS = ("x0 & 1", "x0 & 4", "x0 > 3", "x1 == 0", "x0 < x1")


class Groups:
    """Which variables may lead to the same memory, and which of that is seen by others."""

    def __init__(self):
        self.of = {}
        self.shared = set()  # groups that are global, or frozen
        self.next = 0

    def fresh(self, name):
        self.next += 1
        self.of[name] = self.next

    def join(self, a, b):
        old, new = self.of.get(a), self.of.get(b)
        if old is None or new is None or old == new:
            return
        for name, group in self.of.items():
            if group == old:
                self.of[name] = new
        if old in self.shared:
            self.shared.add(new)

    def copy(self, a, b, certain):
        if certain:
            self.of[a] = self.of[b]
        else:
            self.join(a, b)

    def members(self, name):
        return [n for n, group in self.of.items() if group == self.of[name]]

    def is_shared(self, name):
        return self.of[name] in self.shared

    def share(self, name):
        self.shared.add(self.of[name])


class Body:
    def __init__(self, program, name, parameters=(), unit=0, task=False):
        self.p, self.rng, self.s = program, program.rng, program.suffix
        self.name, self.unit, self.task = name, unit, task
        self.parameters = list(parameters)
        self.nodes = [v for v in self.parameters if v[0] == "n"]
        self.nodes += [f"n{i}" for i in range(len(self.nodes), len(self.nodes) + 2 + self.rng.randrange(3))]
        self.parts = [v for v in self.parameters if v[0] == "p"] or ["p0"]
        self.tab = self.rng.random() < 0.4
        self.groups = Groups()
        for v in self.nodes + self.parts + ["mine"] + (["tab"] if self.tab else []):
            self.groups.fresh(v)
        given = [v for v in self.parameters if v[0] in "np"]
        for v in given[1:]:
            self.groups.join(v, given[0])
        self.sends = self.out = False  # sends: what a parameter leads to; out: there is a jump to the label
        self.depth = 0
        self.nested = False
        self.filled = self.rng.choice((0, 0.3, 0.7))  # how many variables begin with an object
        self.job = None

    # ---- helpers ----

    def careful(self):
        return self.rng.random() < self.p.care

    def pick(self, names):
        return self.rng.choice(names)

    def node(self, write=False):
        """A variable; where it is careful, one that may be written."""
        names = self.nodes
        if write and self.careful():
            names = [n for n in names if not self.groups.is_shared(n)] or self.nodes
        return self.pick(names)

    def writable(self, name):
        return not self.groups.is_shared(name) or not self.careful()

    def number(self):
        return self.pick(("1", "2", "x0", "x1", "x0 + 1", "7"))

    def fresh(self, name):
        if self.depth == 0:
            self.groups.fresh(name)
        else:  # perhaps it still leads where it did
            other = f"made{self.groups.next}"
            self.groups.fresh(other)
            self.groups.join(other, name)

    def gone(self, name):
        """What the group leads to was given away: whoever is careful forgets all of it."""
        members = self.groups.members(name)
        if any(m in self.parameters for m in members):
            self.sends = True
        if not self.careful():
            return [f"{name} = NULL;"] if self.rng.random() < 0.3 else []
        lines = [f"{m} = NULL;" for m in members if m[0] in "np" and m in self.nodes + self.parts]
        if "tab" in members:
            lines.append("memset(tab, 0, sizeof tab);")
        if "mine" in members and self.sees_globals():
            lines.append(f"mine{self.s} = NULL;")
        if self.job is not None and "job" in members:
            lines.append("job->got = NULL;")
        for m in members:
            if m in self.nodes + self.parts and self.depth == 0:
                self.groups.fresh(m)
        return lines

    # ---- statements: each returns its lines ----

    def s_new(self):
        n = self.pick(self.nodes)
        made = self.pick((f"node_new{self.s}({self.number()})", f"calloc(1, sizeof(struct node{self.s}))"))
        self.fresh(n)
        return [f"{n} = {made};"]

    def s_write(self):
        n = self.node(write=True)
        what = self.pick((f"{n}->v = {self.number()};", f"{n}->v += {self.number()};", f"{n}->in.w = {self.number()};",
                          f"{n}->a[{self.rng.randrange(4)}] = {self.number()};", f"{n}->a[x0 & 3] = {self.number()};"))
        return [f"if ({n} != NULL)", f"    {what}"] if self.writable(n) else []

    def s_read(self):
        n = self.pick(self.nodes)
        what = self.pick((f"{n}->v", f"{n}->in.w", f"{n}->a[x1 & 3]", f"{n}->a[1]"))
        return [f"if ({n} != NULL)", f"    x{self.rng.randrange(2)} += {what};"]

    def s_link(self):
        a, b = self.node(write=True), self.pick(self.nodes)
        if a == b or not self.writable(a) or (self.groups.is_shared(b) and self.careful()):
            return []
        self.groups.join(a, b)
        member = self.pick(("next", "next", f"many[{self.rng.randrange(3)}]"))
        return [f"if ({a} != NULL)", f"    {a}->{member} = {b};"]

    def s_follow(self):
        a, b = self.pick(self.nodes), self.pick(self.nodes)
        member = self.pick(("next", "next", f"many[{self.rng.randrange(3)}]"))
        lines = [f"if ({b} != NULL)", f"    {a} = {b}->{member};"]
        self.groups.join(a, b)
        if a != b and self.rng.random() < 0.3 and self.writable(b):
            lines += [f"if ({b} != NULL)", f"    {b}->{member} = NULL;"]
        return lines

    def s_copy(self):
        a, b = self.rng.sample(self.nodes, 2)
        self.groups.copy(a, b, self.depth == 0)
        return [f"{a} = {b};"]

    def s_null(self):
        n = self.pick(self.nodes)
        self.fresh(n)
        return [f"{n} = NULL;"]

    def s_part(self):
        n, q = self.node(write=True), self.pick(self.parts)
        if not self.writable(n):
            return []
        self.groups.join(q, n)
        form = self.rng.randrange(4)
        if form == 0:
            return [f"if ({n} != NULL)", f"    {n}->part = part_new{self.s}({self.number()});"]
        if form == 1:
            return [f"if ({n} != NULL)", f"    {q} = {n}->part;"]
        if form == 2:
            return [f"if ({n} != NULL)", f"    {q} = &{n}->in;"]
        return [f"if ({n} != NULL)", f"    {n}->part = {q};"] if self.p.chains else []

    def s_part_access(self):
        q = self.pick(self.parts)
        if self.rng.random() < 0.5:
            return [f"if ({q} != NULL)", f"    x0 += {q}->w;"]
        return [f"if ({q} != NULL)", f"    {q}->w = {self.number()};"] if self.writable(q) else []

    def s_tab(self):
        if not self.tab:
            return []
        n, at = self.pick(self.nodes), self.pick(("0", "1", "2", "x0 & 1"))
        self.groups.join(n, "tab")
        form = self.rng.randrange(3)
        if form == 0:
            return [f"tab[{at}] = {n};"]
        if form == 1:
            return [f"{n} = tab[{at}];", f"tab[{at}] = NULL;"]
        return [f"{n} = tab[{at}];"]

    def s_build(self):
        n = self.pick(self.nodes)
        self.fresh(n)
        return [f"for (int i{self.depth} = 0; i{self.depth} < {self.rng.randrange(1, 4)}; i{self.depth}++) {{",
                f"    struct node{self.s} *one = node_new{self.s}(i{self.depth});",
                f"    one->next = {n};", f"    {n} = one;", "}"]

    def s_walk(self):
        n = self.node(write=True)
        access = self.pick((f"x0 += it->v;", f"it->v += {self.number()};")) if self.writable(n) else "x0 += it->v;"
        return ["{", f"    int left = 4;",
                f"    for (struct node{self.s} *it = {n};",
                "         it != NULL && left > 0;",
                "         it = it->next) {", "        left--;", f"        {access}", "    }", "}"]

    def s_send(self):
        n, q = self.node(write=True), self.pick(self.p.queues)
        if self.groups.is_shared(n) and self.careful():
            return []
        form = self.rng.randrange(4)
        if form < 2:
            return [f"put{self.s}(&{q}, {n});"] + self.gone(n)
        if form == 2:
            return [f"if (try_put{self.s}(&{q}, {n})) {{"] + ["    " + x for x in self.gone(n)] + ["} else {", "    x1++;", "}"]
        lines = [f"int taken = try_put{self.s}(&{q}, {n});", f"if (!taken && {n} != NULL)", f"    {n}->v = {self.number()};"]
        return ["{"] + ["    " + x for x in lines + self.gone(n)] + ["}"]

    def s_receive(self):
        n = self.pick(self.nodes)
        self.fresh(n)
        return [f"{n} = get{self.s}(&{self.pick(self.p.queues)});"]

    def s_global(self):
        if not self.sees_globals():
            return []
        form = self.rng.randrange(5)
        n = self.pick(self.nodes)
        if form == 0:
            return [f"x0 += count{self.s};"]
        if form == 1:
            self.groups.join(n, n)
            self.groups.fresh(n) if self.depth == 0 else None
            self.groups.share(n)
            return [f"{n} = head{self.s};"]
        if self.role_writes_globals():
            if form == 2:
                return [f"count{self.s} += {self.number()};"]
            if form == 3:
                self.groups.share(n)
                return [f"head{self.s} = {n};"]
            return [f"table{self.s}[{self.pick(('0', 'x0 & 1'))}].v = {self.number()};"]
        return [f"x1 += table{self.s}[{self.pick(('1', 'x0 & 1'))}].v;"]

    def sees_globals(self):
        return not self.p.globals_hidden or self.unit == 0

    def role_writes_globals(self):
        return not self.careful()

    def s_call(self):
        known = [f for f in self.p.helpers if f.done]
        if not known:
            return []
        f = self.pick(known)
        args, used = [], []
        for kind in f.parameters:
            v = self.pick(self.nodes) if kind[0] == "n" else self.pick(self.parts) if kind[0] == "p" else self.number()
            args.append(v)
            used += [v] if kind[0] in "np" else []
        if any(self.groups.is_shared(v) for v in used) and self.careful():
            return []
        for v in used[1:]:
            self.groups.join(v, used[0])
        call = f"{f.name}({', '.join(args)});"
        lines = [call]
        if f.returns:
            n = self.pick(self.nodes)
            if used:
                self.groups.join(n, used[0])
            lines = [f"{n} = {call}"]
        if f.sends and used:
            lines += self.gone(used[0])
        return lines

    def s_visit(self):
        if not self.p.visitors:
            return []
        n, m = self.node(write=True), self.pick(self.nodes)
        if (self.groups.is_shared(n) or self.groups.is_shared(m)) and self.careful():
            return []
        f = self.pick(self.p.visitors)
        context = "&x0" if f.context == "x" else m
        if f.context == "n":
            self.groups.join(n, m)
        form = self.rng.randrange(3)
        if form == 0 and f.context == "x" and len(self.p.visitors) == 3:  # none of them may call itself by the table (G3)
            return [f"if ({n} != NULL)", f"    table_of{self.s}[x1 & 1]({n}, &x0);"]
        lines = [f"each{self.s}({n}, {f.name}, {context});"]
        return lines + (self.gone(n) if f.sends else [])

    def s_if(self):
        a = self.pick(self.nodes)
        condition = self.pick(CONDITIONS + (f"{a} != NULL", " == ".join(self.rng.sample(self.nodes, 2))))
        lines = [f"if ({condition}) {{"] + self.block(2)
        if self.rng.random() < 0.5:
            lines += ["} else {"] + self.block(2)
        return lines + ["}"]

    def s_loop(self):
        i = f"k{self.depth}"
        return [f"for (int {i} = 0; {i} < {self.rng.randrange(1, 4)}; {i}++) {{"] + self.block(3) + ["}"]

    def s_switch(self):
        lines = ["switch (x0 & 3) {"]
        for k in range(self.rng.randrange(1, 4)):
            lines += [f"case {k}: {{"] + self.block(2)
            lines += ["}"] if self.rng.random() < 0.3 else ["    break;", "}"]
        return lines + ["default:", "    break;", "}"]

    def s_goto(self):
        self.out = True
        a = self.pick(self.nodes)
        return [f"if ({self.pick(CONDITIONS + (f'{a} == NULL',))})", "    goto out;"]

    def s_struct_copy(self):
        a, b = self.node(write=True), self.pick(self.nodes)
        if not self.writable(a) or (self.groups.is_shared(b) and self.careful()):
            return []
        form = self.rng.randrange(3)
        if form == 0:
            self.groups.join(a, b)
            return [f"if ({a} != NULL && {b} != NULL)", f"    *{a} = *{b};"] if a != b else []
        if form == 1:
            self.groups.join(a, b)
            return [f"if ({b} != NULL) {{", f"    struct node{self.s} copy = *{b};", "    x0 += copy.v;", f"    {a} = copy.next;", "}"]
        if a == b:
            return []
        return [f"if ({a} != NULL && {b} != NULL && {a} != {b})", f"    memcpy({a}->a, {b}->a, sizeof {a}->a);"]

    def s_text(self):
        n = self.node(write=True)
        form = self.rng.randrange(5)
        if form == 0 or not self.writable(n):
            return [f"if ({n} != NULL && {n}->text != NULL)", f"    x1 += (long)strlen({n}->text);"]
        if form == 1:
            return [f"if ({n} != NULL)", f"    {n}->text = strdup(\"word\");"]
        if form == 2:
            return [f"if ({n} != NULL)", f"    snprintf({n}->in.name, sizeof {n}->in.name, \"%ld\", x0 & 7);"]
        if form == 3:
            return [f"if ({n} != NULL)", f"    memset({n}->a, 0, sizeof {n}->a);"]
        return [f"if ({n} != NULL)", f"    {n}->text = \"constant\";"]

    def s_vec(self):
        n, m = self.pick(self.nodes), self.pick(self.nodes)
        self.groups.join(n, m)
        return ["{", f"    struct node{self.s} **at = malloc(sizeof *at);", "    if (at == NULL)", "        abort();",
                f"    at[0] = {n};", "    at = realloc(at, 2 * sizeof *at);", "    if (at == NULL)", "        abort();",
                "    at[1] = at[0];", f"    {m} = at[1];", "    free(at);", "}"]

    def s_take(self):
        n = self.pick(self.nodes)
        if not self.p.chains or (self.groups.is_shared(n) and self.careful()):
            return []
        m = self.pick(self.nodes)
        if m == n:
            return []
        self.groups.join(n, m)
        return [f"{n} = take{self.s}(&{m});"]

    def s_freeze(self):
        n = self.pick(self.nodes)
        if not self.p.freezes or (self.groups.is_shared(n) and self.careful()):
            return []
        self.groups.share(n)
        return [f"freeze{self.s}({n});"]

    def s_fresh_freed(self):
        return ["{", f"    struct part{self.s} *own = part_new{self.s}({self.number()});", "    own->w += x0;",
                "    x0 = own->w & 7;", "    free(own);", "}"]

    def s_setting(self):
        """Immutable once it is stored where others may see it, so a second look at the pointer that made it is a mistake."""
        n = self.node(write=True)
        base = self.pick(("NULL", f"current{self.s}")) if self.sees_globals() else "NULL"
        form = self.rng.randrange(6)
        if form == 0 or not self.writable(n):
            return [f"if ({n} != NULL && {n}->set != NULL)", f"    x0 += {n}->set->limit;"]
        if form == 1:
            return [f"if ({n} != NULL)", f"    {n}->set = setting_new{self.s}({self.number()}, {base});"]
        if form == 2 and self.sees_globals():
            return [f"if ({n} != NULL)", f"    {n}->set = current{self.s};"]
        if form == 3 and self.sees_globals():
            return [f"if (current{self.s} != NULL)", f"    x1 += current{self.s}->limit;"]
        if form == 4 and self.sees_globals() and self.role_writes_globals():
            return [f"current{self.s} = setting_new{self.s}({self.number()}, {base});"]
        late = ["    own->limit++;"] if not self.careful() else []
        return [f"if ({n} != NULL) {{", f"    struct setting{self.s} *own = calloc(1, sizeof *own);", "    if (own == NULL)", "        abort();",
                f"    own->limit = {self.number()};", f"    {n}->set = own;", *late, "}"]

    def s_mine(self):
        if not self.sees_globals():
            return []
        n = self.pick(self.nodes)
        self.groups.join(n, "mine")
        form = self.rng.randrange(3)
        if form == 0:
            return [f"mine{self.s} = {n};"]
        if form == 1:
            return [f"{n} = mine{self.s};", f"mine{self.s} = NULL;"]
        return [f"{n} = mine{self.s};"]

    def s_nested(self):
        """A task of this one: what it is lent is nobody else's until the join."""
        if not self.p.tasks or self.job is None and self.name[:7] != "program" or self.depth > 1 or self.nested:
            return []
        self.nested = True
        n, m, s = self.pick(self.nodes), self.pick(self.nodes), self.s
        if self.groups.is_shared(n) and self.careful():
            return []
        meanwhile = [] if self.careful() else [f"    if ({n} != NULL)", f"        {n}->v = {self.number()};"]
        closed = [f"    close{s}(&{q});" for q in self.p.queues] if self.p.stages else []
        self.groups.join(n, m)
        return ["{", f"    struct job{s} inner = {{9, 0, {n}, NULL}};", "    pthread_t thread;",
                f"    if (pthread_create(&thread, NULL, {self.p.tasks[0].name}, &inner) != 0)", "        abort();", *meanwhile, *closed,
                "    pthread_join(thread, NULL);", "    x1 += inner.sum;", f"    {m} = inner.got;", "}"]

    def stage(self):
        """The loop of a task that waits for packets, changes them and passes them on."""
        n, s = self.pick(self.nodes), self.s
        self.fresh(n)
        lines = [f"for (int r = 0; r < 4; r++) {{", f"    {n} = wait{s}(&{self.p.queues[0]});", f"    if ({n} == NULL)", "        break;"]
        lines += self.block(4)
        if len(self.p.queues) > 1 and self.rng.random() < 0.8:
            lines += ["    " + line for line in [f"put{s}(&{self.p.queues[1]}, {n});"] + self.gone(n)]
        return lines + ["}"]

    STATEMENTS = ((8, "new"), (10, "write"), (8, "read"), (7, "link"), (6, "follow"), (3, "copy"), (1, "null"), (5, "part"),
                  (4, "part_access"), (5, "tab"), (3, "build"), (4, "walk"), (8, "send"), (6, "receive"), (5, "global"),
                  (6, "call"), (4, "visit"), (5, "if"), (3, "loop"), (2, "switch"), (2, "goto"), (3, "struct_copy"), (4, "text"),
                  (2, "vec"), (2, "take"), (2, "freeze"), (1, "fresh_freed"), (3, "setting"), (2, "mine"), (2, "nested"))
    NESTED = ("if", "loop", "switch")

    def statement(self):
        chosen = [(w, n) for w, n in self.STATEMENTS if self.depth < 3 or n not in self.NESTED]
        name = self.rng.choices([n for _, n in chosen], [w for w, _ in chosen])[0]
        number = self.p.number_statement()
        lines = getattr(self, "s_" + name)()
        return [] if number in self.p.without else lines

    def block(self, most):
        self.depth += 1
        lines = []
        for _ in range(self.rng.randrange(1, most + 1)):
            lines += self.statement()
        self.depth -= 1
        return ["    " + line for line in lines]

    def statements(self, fewest, most):
        lines = []
        for _ in range(self.rng.randrange(fewest, most + 1)):
            lines += self.statement()
        return lines

    def declarations(self):
        lines = []
        for n in self.nodes:
            if n not in self.parameters:
                made = f"node_new{self.s}({self.number()})" if self.rng.random() < self.filled else "NULL"
                lines.append(f"struct node{self.s} *{n} = {made};")
        lines += [f"struct part{self.s} *{q} = NULL;" for q in self.parts if q not in self.parameters]
        lines = [f"unsigned long x{i} = {i * 2};" for i in range(2) if f"x{i}" not in self.parameters] + lines
        if self.tab:
            lines.append(f"struct node{self.s} *tab[3] = {{NULL, NULL, NULL}};")
        return lines
