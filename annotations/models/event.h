/* event2/event.h of libevent 2, where it is installed when the models are compiled: events, and what bases are told.
 *
 * An event is memory that the program gives (event_assign) or the library's (event_new); once it is set up it leads to its
 * base, added to it the base and other events lead to it, and each change of one may write the links of others: it is
 * kept, and so are its function and the argument. What a base is made of, and what is made by event_new, is not known.
 *
 * Left out on purpose, so that they are code that is not known: whatever runs functions of events or finalizers, in the
 * task that calls it (event_base_loop, event_base_dispatch, event_base_free, event_base_foreach_event ...), what makes a
 * base, what remembers one for those who name none (event_init), what gives back a function. The functions that one can
 * set for messages, memory and locks run in whichever task uses the library: tasks that own nothing. */
#ifndef FBP_MODEL_EVENT_H
#define FBP_MODEL_EVENT_H

#include "support.h"

#if __has_include(<event2/event.h>) && __has_include(<event2/event_compat.h>) && __has_include(<event2/thread.h>)
#include <event2/event.h>
#include <event2/event_compat.h>
#include <event2/event_struct.h>
#include <event2/thread.h>

/* who sets something for the whole library, and who goes by it */
#define FBP_EVENT FBP_MODEL_READS_STATE("settings of libevent")
#define FBP_EVENT_SETTING FBP_MODEL_STATE("settings of libevent") FBP_HIDDEN_STATE("call it before the first task is started")

/* how a base is to be */
FBP_EVENT FBP_PURE FBP_MODEL_MALLOC struct event_config *event_config_new(void);
FBP_EVENT FBP_READS(1) FBP_FREES(1) void event_config_free(struct event_config *);
FBP_EVENT FBP_WRITES(1) int event_config_set_flag(struct event_config *, int), event_config_require_features(struct event_config *, int),
    event_config_set_num_cpus_hint(struct event_config *, int);
FBP_EVENT FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_READS(2)
int event_config_avoid_method(struct event_config *, const char *);
FBP_EVENT FBP_WRITES(1) FBP_READS(2) int event_config_set_max_dispatch_interval(struct event_config *, const struct timeval *, int, int);

/* Setting up. A base that is not given is one that event_init has remembered: where an event leads is not known. */
FBP_EVENT FBP_READS(2) FBP_WRITES(1) FBP_MODEL_FILLS(1, 0) FBP_KEEPS(1) FBP_LINKS(1, 2) FBP_KEEPS(2) FBP_KEEPS(5) FBP_KEEPS(6)
int event_assign(struct event *, struct event_base *, evutil_socket_t, short, event_callback_fn, void *);
FBP_EVENT FBP_WRITES(1) FBP_MODEL_FILLS(1, 0) FBP_KEEPS(1) FBP_KEEPS(4) FBP_KEEPS(5)
void event_set(struct event *, evutil_socket_t, short, event_callback_fn, void *);
FBP_EVENT FBP_READS(1) FBP_READS(2) FBP_WRITES(2) FBP_LINKS(2, 1) FBP_KEEPS(1) FBP_KEEPS(2)
int event_base_set(struct event_base *, struct event *);
FBP_EVENT FBP_READS(1) FBP_KEEPS(1) FBP_KEEPS(4) FBP_KEEPS(5)
struct event *event_new(struct event_base *, evutil_socket_t, short, event_callback_fn, void *);
FBP_EVENT FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_FREES(1) void event_free(struct event *);

/* Adding, removing, running later: never here. To remove one waits for its function, if that runs in another task. */
FBP_EVENT FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_KEEPS(1) FBP_READS(2) int event_add(struct event *, const struct timeval *);
FBP_EVENT FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_KEEPS(1) int event_del(struct event *), event_del_block(struct event *),
    event_del_noblock(struct event *), event_remove_timer(struct event *);
FBP_EVENT FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_KEEPS(1) void event_active(struct event *, int, short);
FBP_EVENT FBP_READS(1) FBP_WRITES(1) int event_priority_set(struct event *, int);
FBP_EVENT FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_KEEPS(1) FBP_KEEPS(4) FBP_KEEPS(5) FBP_READS(6)
int event_base_once(struct event_base *, evutil_socket_t, short, event_callback_fn, void *, const struct timeval *);

/* what is known of an event */
FBP_EVENT FBP_READS(1) FBP_WRITES(3) FBP_NONDET int event_pending(const struct event *, short, struct timeval *);
FBP_EVENT FBP_READS(1) int event_initialized(const struct event *), event_get_priority(const struct event *);
FBP_EVENT FBP_READS(1) evutil_socket_t event_get_fd(const struct event *);
FBP_EVENT FBP_READS(1) short event_get_events(const struct event *);
FBP_EVENT FBP_READS(1) struct event_base *event_get_base(const struct event *);
FBP_PURE size_t event_get_struct_event_size(void);

/* what a running base is told, and what is known of it */
FBP_EVENT FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) FBP_KEEPS(1) FBP_READS(2)
int event_base_loopexit(struct event_base *, const struct timeval *);
FBP_EVENT FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) int event_base_loopbreak(struct event_base *),
    event_base_loopcontinue(struct event_base *), event_base_priority_init(struct event_base *, int);
FBP_EVENT FBP_READS(1) FBP_NONDET int event_base_got_exit(struct event_base *), event_base_got_break(struct event_base *);
FBP_EVENT FBP_READS(1) int event_base_get_features(const struct event_base *), event_base_get_npriorities(struct event_base *),
    event_base_get_num_events(struct event_base *, unsigned int);
FBP_EVENT FBP_READS(1) FBP_MODEL_CONSTANT const char *event_base_get_method(const struct event_base *);

/* the library as a whole */
FBP_PURE FBP_MODEL_CONSTANT const char *event_get_version(void);
FBP_PURE ev_uint32_t event_get_version_number(void);
FBP_EVENT_SETTING FBP_SPAWNS(1, 0) FBP_KEEPS(1) void event_set_log_callback(event_log_cb), event_set_fatal_callback(event_fatal_cb);
FBP_EVENT_SETTING FBP_SPAWNS(1, 0) FBP_SPAWNS(2, 0) FBP_SPAWNS(3, 0) FBP_KEEPS(1) FBP_KEEPS(2) FBP_KEEPS(3)
void event_set_mem_functions(void *(*)(size_t), void *(*)(void *, size_t), void (*)(void *));
FBP_EVENT_SETTING FBP_SPAWNS(1, 0) FBP_KEEPS(1) FBP_READS(1)
int evthread_set_lock_callbacks(const struct evthread_lock_callbacks *),
    evthread_set_condition_callbacks(const struct evthread_condition_callbacks *);
FBP_EVENT_SETTING FBP_SPAWNS(1, 0) FBP_KEEPS(1) void evthread_set_id_callback(unsigned long (*)(void));
FBP_EVENT_SETTING int evthread_use_pthreads(void);
#undef FBP_EVENT
#undef FBP_EVENT_SETTING
#endif

#endif
