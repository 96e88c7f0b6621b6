// container_of and char pointers: constant offsets stay offsets, variable ones too.
int printf(const char *, ...);

struct node {
    struct node *next;
};
struct item {
    int value;
    struct node link;
};

static struct item *item_of(struct node *n)
{
    return (struct item *)((char *)n - 8); // lowered: = field %n\.[0-9]+ -8
}

static char at(char *s, long i)
{
    return s[i]; // lowered: = offset %s\.[0-9]+, %i\.[0-9]+
}

int main(void)
{
    struct item it = {4, {0}};
    char text[] = "hello";
    printf("%d %c\n", item_of(&it.link)->value, at(text, 1));
    return 0;
}
