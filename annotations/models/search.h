/* search.h. Trees and lists refer to the keys they are given; the short forms of the hash table use one
 * static table; the others stay unknown: what is put into a table is linked to what a struct leads to, not to the struct. So do
 * insque and remque, which link the neighbours of an element. The callbacks get keys and nodes. A node of a tree leads to its key and to other nodes; in this description
 * it is the key itself, which therefore leads to itself. */
#ifndef FBP_MODEL_SEARCH_H
#define FBP_MODEL_SEARCH_H

#include "support.h"

#include <search.h>

FBP_MODEL_STATE("hsearch") FBP_HIDDEN_STATE("keep a table for each task, with hcreate_r and its like") int hcreate(size_t);
FBP_MODEL_STATE("hsearch") FBP_HIDDEN_STATE("keep a table for each task, with hcreate_r and its like") void hdestroy(void);
FBP_MODEL_STATE("hsearch") FBP_HIDDEN_STATE("keep a table for each task, with hcreate_r and its like") FBP_KEEPS(1) FBP_READS(1) ENTRY *hsearch(ENTRY, ACTION);

FBP_READS(1) FBP_READS(2) FBP_WRITES(2) FBP_MODEL_WRITES_BEHIND(2) FBP_LINKS(1, 1) FBP_LINKS(2, 1) FBP_CALLS(3, 1) FBP_CALLS(3, 2)
FBP_MODEL_RESULT_BEHIND(2)
void *tsearch(const void *, void **, int (*)(const void *, const void *));
FBP_READS(1) FBP_READS(2) FBP_CALLS(3, 1) FBP_CALLS(3, 2) FBP_MODEL_RESULT_BEHIND(2)
void *tfind(const void *, void *const *, int (*)(const void *, const void *));
FBP_READS(1) FBP_READS(2) FBP_WRITES(2) FBP_MODEL_WRITES_BEHIND(2) FBP_CALLS(3, 1) FBP_CALLS(3, 2) FBP_MODEL_RESULT_BEHIND(2)
void *tdelete(const void *, void **, int (*)(const void *, const void *));
FBP_READS(1) FBP_CALLS(2, 1) void twalk(const void *, void (*)(const void *, VISIT, int));
FBP_READS(1) FBP_CALLS(2, 1) FBP_CALLS(2, 3)
void twalk_r(const void *, void (*)(const void *, VISIT, void *), void *);
FBP_FREES(1) FBP_CALLS(2, 1) void tdestroy(void *, void (*)(void *));

FBP_READS(1) FBP_READS(2) FBP_READS(3) FBP_CALLS(5, 1) FBP_CALLS(5, 2) FBP_POINTS_INTO(0, 2)
void *lfind(const void *, const void *, size_t *, size_t, int (*)(const void *, const void *));
FBP_READS(1) FBP_READS(2) FBP_WRITES(2) FBP_READS(3) FBP_WRITES(3) FBP_LINKS(2, 1) FBP_CALLS(5, 1) FBP_CALLS(5, 2)
FBP_POINTS_INTO(0, 2) void *lsearch(const void *, void *, size_t *, size_t, int (*)(const void *, const void *));

#endif
