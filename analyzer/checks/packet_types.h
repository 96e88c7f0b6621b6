/* Descriptions of types for the walk of a packet (struct fbp_type of runtime/verify/abi.h). */
#ifndef FBP_CHECKS_PACKET_TYPES_H
#define FBP_CHECKS_PACKET_TYPES_H

#include "base/map.h"
#include "base/vec.h"
#include "checks/runtime.h"
#include "lower/outline.h"

struct packet_types {
    struct runtime *runtime;
    struct outline *outline;
    struct map made; /* source type to index in `variables` */
    VEC(LLVMValueRef) variables;
};

/* A constant that describes an object of the source type; a null pointer if it is not known. */
LLVMValueRef packet_type(struct packet_types *t, uint32_t type);
void packet_types_free(struct packet_types *t);

#endif
