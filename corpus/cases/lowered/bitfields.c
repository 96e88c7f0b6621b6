// Bit-fields share a unit of odd width.
int printf(const char *, ...);

struct flags {
    unsigned a : 3, b : 7, c : 11;
    int *p;
};

static struct flags g;

int main(void)
{
    g.b = 77; // lowered: = read i[0-9]+ 
    // lowered: write i[0-9]+ %
    g.a = 5;
    g.c = 1000;
    printf("%u %u %u\n", g.a, g.b, g.c);
    return 0;
}
