// Elements: of an array object, of a pointer's array, of an array inside a struct.
int printf(const char *, ...);

struct job {
    long id;
    long part[4];
};

static struct job jobs[8];

static void fill(struct job *p, int i)
{
    p[i].id = 7;      // lowered: = elem %p\.[0-9]+, %[0-9]+ x 40 \$[0-9]+$
    p[1].id = 8;      // lowered: = elem %p\.[0-9]+, 1 x 40 \$[0-9]+$
    p->part[i] = 9;   // lowered: = elem %[0-9]+, %[0-9]+ x 8 \$[0-9]+ inarray
}

int main(void)
{
    long local[4] = {0};
    for (int i = 0; i < 4; i++)
        local[i] = i; // lowered: = elem %local\.[0-9]+, %[0-9]+ x 8 \$[0-9]+$
    fill(&jobs[2], 3); // lowered: = elem @jobs, 2 x 40 \$[0-9]+$
    printf("%ld %ld %ld %ld\n", local[3], jobs[5].id, jobs[3].id, jobs[2].part[3]);
    return 0;
}
