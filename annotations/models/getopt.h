/* getopt.h and argp's neighbours: the place in argv, optarg, optind, opterr and optopt are globals. */
#ifndef FBP_MODEL_GETOPT_H
#define FBP_MODEL_GETOPT_H

#include "support.h"

#include <getopt.h>
#include <unistd.h>

FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_MODEL_STATE("optind") FBP_MODEL_STATE("optarg") FBP_MODEL_STATE("opterr") FBP_MODEL_STATE("optopt")
FBP_HIDDEN_STATE("parse the arguments before the first task is started") FBP_READS(2) FBP_WRITES(2) FBP_READS(3) int getopt(int, char *const *, const char *),
    __posix_getopt(int, char *const *, const char *);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_STANDARD_STREAMS FBP_MODEL_STATE("optind") FBP_MODEL_STATE("optarg") FBP_MODEL_STATE("opterr") FBP_MODEL_STATE("optopt")
FBP_HIDDEN_STATE("parse the arguments before the first task is started") FBP_READS(2) FBP_WRITES(2) FBP_READS(3) FBP_READS(4) FBP_MODEL_WRITES_BEHIND(4) FBP_WRITES(5)
int getopt_long(int, char *const *, const char *, const struct option *, int *),
    getopt_long_only(int, char *const *, const char *, const struct option *, int *);

#endif
