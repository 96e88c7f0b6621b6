/* Every macro of fbp/annotate.h, before and after declarators, on declarations and definitions; C
 * and C++. ir.py looks for what is written here in the IR. */
#include <fbp/annotate.h>

#ifdef __cplusplus
extern "C" {
#endif

/* types, variables, members */
struct FBP_CHANNEL queue {
    int length;
};
typedef struct hidden FBP_CHANNEL hidden_before;
typedef struct hidden hidden_after FBP_CHANNEL;
struct FBP_IMMUTABLE text {
    int length;
    int readers FBP_SHARED("a counter of readers");
};
union FBP_IMMUTABLE number {
    int i;
    float f;
};
struct trailing {
    int n;
} FBP_IMMUTABLE;
extern int hits FBP_SHARED("statistics, read at the end");

/* functions: attributes after the declarator */
void *entry(void *packet) FBP_TASK;
void sends(struct queue *q, void *packet) FBP_SENDS(2);
int sends_if(struct queue *q, void *packet) FBP_SENDS_IF(2, "zero") FBP_BORROWS(1);
void sends_copy(struct queue *q, const void *bytes) FBP_SENDS_COPY(2);
void *receives(struct queue *q) FBP_RECEIVES;
void receives_into(struct queue *q, void **packet) FBP_RECEIVES_INTO(2);
int receives_into_if(struct queue *q, void **packet) FBP_RECEIVES_INTO_IF(2, "nonnegative");
void *freezes(void *packet) FBP_FREEZES(1);
void spawns(void (*task)(void *), void *packet) FBP_SPAWNS(1, 2);

/* before it */
FBP_SPAWNS_IF(2, 3, "zero")
FBP_HANDLE(1) int spawns_if(long *handle, void *(*task)(void *), void *packet);
FBP_JOINS FBP_HANDLE(1) FBP_RESULT_INTO(2) int joins(long handle, void **result);
FBP_CALLS(2, 1) void calls(void *base, void (*f)(void *));
FBP_CALLS_LATER(1, 0) int calls_later(void (*f)(void));
FBP_FREES(1) void frees(void *p);
FBP_KEEPS(1) void keeps(void *p);
FBP_LINKS(1, 2) void links(void *into, void *p);
FBP_HIDDEN_STATE("hidden_state_r") char *hidden_state(char *s);

/* between the result and the name */
int FBP_BORROWS(1) borrows(void *p);
int FBP_READS(1) FBP_WRITES(2) reads_and_writes(const void *from, void *to);
char *FBP_POINTS_INTO(0, 1) points_into(char *s);
int FBP_PURE pure(int n);
int FBP_NONDET nondet(void);

/* repeated, and on every variadic argument */
FBP_SENDS(1) FBP_SENDS(2) void sends_both(void *a, void *b);
FBP_SENDS(2) void sends_all(int n, ...);

/* on definitions */
FBP_TRUSTED("measured, not checked") static inline int trusted(int n)
{
    return n + hits;
}

FBP_TASK static inline void *defined(void *packet)
{
    struct queue *q = (struct queue *)packet;
    void *p = receives(q);
    receives_into(q, &p);
    if (receives_into_if(q, &p) >= 0 && sends_if(q, p) != 0)
        sends(q, freezes(p));
    sends_copy(q, &p);
    sends_both(receives(q), receives(q));
    sends_all(1, receives(q));
    return points_into(hidden_state((char *)0));
}

static inline int uses_the_rest(void *(*task)(void *), void (*plain)(void *), void (*last)(void))
{
    long handle = 0;
    void *result = (void *)0;
    int from = 1, to = 2;
    spawns(plain, result);
    if (spawns_if(&handle, task, result) == 0)
        joins(handle, &result);
    calls(&from, plain);
    calls_later(last);
    keeps(&to);
    links(&to, &from);
    borrows(&to);
    reads_and_writes(&from, &to);
    frees(result);
    entry(&to);
    return pure(nondet()) + trusted(to);
}

#ifdef __cplusplus
}
#endif
