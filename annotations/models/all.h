/* All models in one unit: what fbp-check reads, in one parse. */
#ifndef FBP_MODEL_ALL_H
#define FBP_MODEL_ALL_H

#include "archive.h"
#include "atomics.h"
#include "ctype.h"
#include "files.h"
#include "fortify.h"
#include "getopt.h"
#include "locale.h"
#include "lzma.h"
#include "math.h"
#include "misc.h"
#include "mman.h"
#include "poll.h"
#include "process.h"
#include "pthread.h"
#include "search.h"
#include "semaphore.h"
#include "signals.h"
#include "sockets.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
#include "text.h"
#include "threads.h"
#include "time.h"
#include "users.h"
#include "wchar.h"
#include "wctype.h"
#include "zlib.h"

#endif
