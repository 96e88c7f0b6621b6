// Types that refer to themselves and to each other.
int printf(const char *, ...);

struct leaf;
typedef struct tree {
    struct tree *left, *right;
    struct leaf *leaf;
    int (*visit)(struct tree *);
} tree_t;
struct leaf {
    tree_t *up;
    int value;
};

static int visit(tree_t *t)
{
    return t->leaf->up == t ? t->leaf->value : -1; // lowered: struct "leaf" 16
}

int main(void)
{
    tree_t t = {0, 0, 0, visit};
    struct leaf l = {&t, 12};
    t.leaf = &l; // lowered: = field %t\.[0-9]+ \+16
    printf("%d\n", t.visit(&t));
    return 0;
}
