// Addresses in constant initialisers, with offsets and inside structs.
int printf(const char *, ...);

struct entry {
    const char *name;
    int (*run)(int);
    int *where;
};

static int cells[4] = {1, 2, 3, 4};
static int twice(int x)
{
    return 2 * x; // lowered: define @twice.*taken
}
// lowered: global @table .*init \{ .*@twice, .*@cells\+8
static struct entry table[] = {{"twice", twice, &cells[2]}, {"none", 0, cells}};
int *const second = &cells[1]; // lowered: global @second .*const.*init \{ 0: @cells\+4 \}

int main(void)
{
    printf("%s %d %d %d\n", table[0].name, table[0].run(4), *table[0].where, *second);
    return 0;
}
