/* The packet brings a function pointer that nobody in the program ever makes. */
#include <fbp/annotate.h>

struct work {
    void (*run)(int);
    int n;
};

FBP_TASK void worker(struct work *w)
{
    w->n++;
    w->run(w->n); // expect: unproven global-write
}
