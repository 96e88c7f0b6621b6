/* What a program may say to fbp-cc's run time, libfbp_rt. Nothing of it is needed; link with
 * fbp-cc. */
#ifndef FBP_RT_H
#define FBP_RT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The program may define this: options as in FBP_OPTIONS, which is read after it. */
__attribute__((visibility("default"))) const char *fbp_default_options(void);

/* Called after a report, before the program ends with exit status 47. The thread that calls it is
 * not checked meanwhile; others go on to run. */
__attribute__((visibility("default"))) void fbp_set_death_callback(void (*callback)(void));

/* A slab or arena hands out the `bytes` at `object`, a part of a block that it has from malloc, as
 * an object of its own: the current task owns it from now on, and it can be sent by itself. Objects
 * are best aligned to 16 bytes. */
__attribute__((visibility("default"))) void fbp_object_new(void *object, size_t bytes);
/* ... and takes it back: it belongs to the task that owns the rest again. */
__attribute__((visibility("default"))) void fbp_object_delete(void *object, size_t bytes);

#ifdef __cplusplus
}
#endif

#endif
