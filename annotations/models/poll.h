/* Readiness: poll.h, sys/select.h, sys/epoll.h, sys/timerfd.h. What is ready first is not determined.
 *
 * epoll_ctl is left out on purpose: the kernel keeps the pointer in epoll_event.data, without keeping the epoll_event, which no
 * annotation says. As an unknown function it has that pointer, and epoll_wait gives back what unknown code has. */
#ifndef FBP_MODEL_POLL_H
#define FBP_MODEL_POLL_H

#include "support.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/timerfd.h>

FBP_READS(1) FBP_WRITES(1) FBP_NONDET int poll(struct pollfd *, nfds_t, int);
FBP_READS(1) FBP_WRITES(1) FBP_READS(3) FBP_READS(4) FBP_NONDET
int ppoll(struct pollfd *, nfds_t, const struct timespec *, const sigset_t *);
FBP_READS(2) FBP_WRITES(2) FBP_READS(3) FBP_WRITES(3) FBP_READS(4) FBP_WRITES(4) FBP_READS(5) FBP_WRITES(5) FBP_NONDET
int select(int, fd_set *, fd_set *, fd_set *, struct timeval *);
FBP_READS(2) FBP_WRITES(2) FBP_READS(3) FBP_WRITES(3) FBP_READS(4) FBP_WRITES(4) FBP_READS(5) FBP_READS(6) FBP_NONDET
int pselect(int, fd_set *, fd_set *, fd_set *, const struct timespec *, const sigset_t *);
FBP_PURE long __fdelt_chk(long);

FBP_PURE int epoll_create(int), epoll_create1(int);
FBP_WRITES(2) FBP_MODEL_FILLS(2, 0) FBP_NONDET int epoll_wait(int, struct epoll_event *, int, int);
FBP_WRITES(2) FBP_MODEL_FILLS(2, 0) FBP_READS(5) FBP_NONDET
int epoll_pwait(int, struct epoll_event *, int, int, const __sigset_t *);
FBP_WRITES(2) FBP_MODEL_FILLS(2, 0) FBP_READS(4) FBP_READS(5) FBP_NONDET
int epoll_pwait2(int, struct epoll_event *, int, const struct timespec *, const __sigset_t *);

FBP_PURE int timerfd_create(__clockid_t, int);
FBP_READS(3) FBP_WRITES(4) int timerfd_settime(int, int, const struct itimerspec *, struct itimerspec *);
FBP_WRITES(2) FBP_NONDET int timerfd_gettime(int, struct itimerspec *);

#endif
