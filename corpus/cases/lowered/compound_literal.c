// Compound literals, designated initialisers, statement expressions.
int printf(const char *, ...);

struct opt {
    int a;
    const char *s;
    int v[3];
};

static int use(const struct opt *o)
{
    return o->a + o->v[2] + o->s[0];
}

static struct opt *file_scope = &(struct opt){.a = 9, .s = "z"}; // lowered: init \{ 0: @"\.compoundliteral"

int main(void)
{
    int k = ({
        int t = 5;
        t * 2;
    });
    printf("%d %d\n", use(&(struct opt){.a = k, .s = "A", .v = {[2] = 4}}), use(file_scope));
    return 0;
}
