/* A knapsack problem: which items have the greatest value together and are not too heavy. */
#ifndef PROBLEM_H
#define PROBLEM_H

#include <fbp/annotate.h>
#include <stdbool.h>
#include <stdio.h>

enum { ITEMS_MAX = 64, NAME_MAX = 16 };

struct item {
    unsigned weight, value;
    char name[NAME_MAX];
};

/* All threads read the same one; nobody writes it once it was read. */
struct FBP_IMMUTABLE problem {
    unsigned capacity, count;
    struct item items[]; /* the most valuable by weight first */
};

/* "CAPACITY COUNT", then "NAME WEIGHT VALUE" for each; NULL if the input is something else. */
const struct problem *problem_read(FILE *input);
FBP_TRUSTED("called by main when all threads are joined: nobody reads it any more")
void problem_free(const struct problem *problem);

/* A node of the search tree: what was decided about the first `depth` items. */
struct node {
    unsigned depth, weight, value;
    unsigned long long taken; /* item i: bit i */
};

/* No choice of the remaining items can give more than this. */
unsigned problem_bound(const struct problem *problem, const struct node *node);
/* Of two nodes the one of greater value; of two alike the same one in every run. */
bool node_is_better(const struct node *a, const struct node *b);

#endif
