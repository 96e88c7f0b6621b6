// &jobs[0] of a pointer's array is element 0; the bare pointer is the whole.
void *malloc(unsigned long);
struct job {
    int id, state;
};
void give(struct job *);

void run(void)
{
    struct job *jobs = malloc(10 * sizeof *jobs);
    give(&jobs[0]); // lowered: = elem %jobs\.[0-9]+, 0 x 8
    give(jobs);     // lowered: call @give\(%jobs
    give(jobs + 0);
}
