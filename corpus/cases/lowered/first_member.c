// The first member of a struct has no offset: an array there is still inside the struct.
int printf(const char *, ...);

struct slots {
    struct slot {
        int a, b;
    } s[4];
    int used;
};

static struct slots g;

int main(void)
{
    struct slots local = {0};
    g.s[1].b = 2;  // lowered: = elem (@g|%[0-9]+), 1 x 8 \$[0-9]+ inarray
    local.s[2].a = 3;
    g.used = 1; // lowered: = field @g(\+0)? \+32 \$[0-9]+\.1
    printf("%d %d %d\n", g.s[1].b, local.s[2].a, g.used);
    return 0;
}
