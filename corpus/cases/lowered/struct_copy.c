// A struct assignment is one copy of the whole object.
int printf(const char *, ...);

struct msg {
    int id;
    const char *text;
    long pad[4];
};

static struct msg last;

static void keep(struct msg *m)
{
    last = *m; // lowered: copy @last, %m\.[0-9]+, 48 
}

int main(void)
{
    struct msg a = {3, "abc", {1, 2, 3, 4}};
    keep(&a);
    printf("%d %s %ld\n", last.id, last.text, last.pad[3]);
    return 0;
}
