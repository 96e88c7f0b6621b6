#include <fbp/annotate.h>

FBP_SHARED("a hint: any value will do") int generation;
