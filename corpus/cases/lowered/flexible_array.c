// A flexible array member.
int printf(const char *, ...);
void *malloc(unsigned long);
void free(void *);

struct buffer {
    unsigned long n;
    char data[];
};

int main(void)
{
    struct buffer *b = malloc(sizeof *b + 4);
    b->n = 4;
    for (unsigned long i = 0; i < b->n; i++)
        b->data[i] = (char)('a' + i); // lowered: = field %b\.[0-9]+ \+8 \$[0-9]+\.1
    printf("%c%c\n", b->data[0], b->data[3]);
    free(b); // lowered: call @free\(%b
    return 0;
}
