// Arrays of arrays, arrays of structs with arrays, pointers to arrays.
int printf(const char *, ...);

struct cell {
    int v[3];
    struct {
        int *p;
    } inner[2];
};

static struct cell grid[4][5];
static int flat[2][3] = {{1, 2, 3}, {4, 5, 6}};

static int *pick(int i, int j, int k)
{
    grid[i][j].inner[k].p = &flat[1][k]; // lowered: = elem @grid, %[0-9]+ x 
    // lowered: = elem @flat\+12|elem %[0-9]+, %[0-9]+ x 4
    return grid[i][j].inner[k].p;
}

int main(void)
{
    grid[1][2].v[1] = 7;
    printf("%d %d\n", *pick(3, 4, 1), grid[1][2].v[1]);
    return 0;
}
