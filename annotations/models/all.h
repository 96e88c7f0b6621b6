/* All models in one unit: what fbp-check reads. */
#include "pthread.h"
#include "stdio.h"
#include "stdlib.h"
#include "string.h"
