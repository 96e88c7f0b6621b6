// Heap objects are calls of malloc and free.
int printf(const char *, ...);
void *malloc(unsigned long);
void *calloc(unsigned long, unsigned long);
void *realloc(void *, unsigned long);
void free(void *);

struct list {
    struct list *next;
    int v;
};

int main(void)
{
    struct list *head = 0;
    for (int i = 0; i < 4; i++) {
        struct list *l = malloc(sizeof *l); // lowered: = call ptr @malloc\(16\)
        l->v = i;
        l->next = head;
        head = l;
    }
    int s = 0;
    while (head) {
        struct list *l = head;
        s = s * 10 + l->v;
        head = l->next;
        free(l); // lowered: call @free\(%
    }
    int *p = calloc(2, sizeof *p); // lowered: call ptr @calloc\(
    p = realloc(p, 40);
    p[9] = p[1] + 1;
    printf("%d %d\n", s, p[9]);
    free(p);
    return 0;
}
