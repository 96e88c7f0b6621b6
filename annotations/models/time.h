/* time.h, sys/time.h, sys/times.h, utime.h. */
#ifndef FBP_MODEL_TIME_H
#define FBP_MODEL_TIME_H

#include "support.h"

#include <signal.h>
#include <sys/time.h>
#include <sys/timeb.h>
#include <sys/times.h>
#include <time.h>
#include <utime.h>

FBP_WRITES(1) FBP_NONDET time_t time(time_t *);
FBP_PURE FBP_NONDET clock_t clock(void);
FBP_WRITES(1) FBP_NONDET clock_t times(struct tms *);
FBP_PURE double difftime(time_t, time_t);
FBP_MODEL_SETS_ZONE
FBP_MODEL_LOCALE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_READS_STATE("timezone")
FBP_WRITES(1) time_t mktime(struct tm *), timegm(struct tm *), timelocal(struct tm *);
FBP_PURE int dysize(int);
FBP_WRITES(1) FBP_WRITES(2) FBP_MODEL_NUMBERS(2) FBP_NONDET int gettimeofday(struct timeval *, void *);
FBP_READS(1) FBP_WRITES(2) int adjtime(const struct timeval *, struct timeval *);
FBP_READS(1) FBP_READS(2) int settimeofday(const struct timeval *, const struct timezone *);
FBP_WRITES(2) FBP_NONDET int clock_gettime(clockid_t, struct timespec *);
FBP_WRITES(2) int clock_getres(clockid_t, struct timespec *), clock_getcpuclockid(pid_t, clockid_t *);
FBP_READS(2) int clock_settime(clockid_t, const struct timespec *);
FBP_READS(3) FBP_WRITES(4) int clock_nanosleep(clockid_t, int, const struct timespec *, struct timespec *);
FBP_READS(1) FBP_WRITES(2) int nanosleep(const struct timespec *, struct timespec *);
FBP_WRITES(1) FBP_NONDET int timespec_get(struct timespec *, int);

/* broken-down time: the short names return a static object */
FBP_MODEL_SETS_ZONE
FBP_MODEL_LOCALE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_READS_STATE("timezone") FBP_MODEL_STATE("tm")
FBP_HIDDEN_STATE("localtime_r") FBP_READS(1) struct tm *localtime(const time_t *);
FBP_MODEL_SETS_ZONE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE
FBP_MODEL_STATE("tm") FBP_HIDDEN_STATE("gmtime_r") FBP_READS(1) struct tm *gmtime(const time_t *);
FBP_MODEL_LOCALE
FBP_MODEL_STATE("tm") FBP_HIDDEN_STATE("asctime_r") FBP_READS(1) char *asctime(const struct tm *);
FBP_MODEL_SETS_ZONE
FBP_MODEL_LOCALE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_READS_STATE("timezone") FBP_MODEL_STATE("tm")
FBP_HIDDEN_STATE("ctime_r") FBP_READS(1) char *ctime(const time_t *);
FBP_MODEL_SETS_ZONE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("timezone")
FBP_HIDDEN_STATE("getdate_r") FBP_READS(1) struct tm *getdate(const char *);
FBP_MODEL_SETS_ZONE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("timezone")
FBP_READS(1) FBP_WRITES(2) int getdate_r(const char *, struct tm *);
FBP_MODEL_SETS_ZONE
FBP_MODEL_LOCALE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_READS_STATE("timezone")
FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(0, 2) struct tm *localtime_r(const time_t *, struct tm *),
    *gmtime_r(const time_t *, struct tm *);
FBP_MODEL_SETS_ZONE
FBP_MODEL_LOCALE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_READS_STATE("timezone")
FBP_READS(1) FBP_WRITES(2) FBP_POINTS_INTO(0, 2) char *asctime_r(const struct tm *, char *),
    *ctime_r(const time_t *, char *);
FBP_MODEL_LOCALE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_STATE("timezone") FBP_MODEL_STATE("tzname") FBP_MODEL_STATE("daylight")
FBP_HIDDEN_STATE("call it before the first task is started") void tzset(void);
FBP_HIDDEN_STATE("clock_gettime") FBP_WRITES(1) FBP_NONDET int ftime(struct timeb *);
FBP_MODEL_SETS_ZONE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("timezone") FBP_MODEL_READS_STATE("tzname")
FBP_WRITES(1) FBP_READS(3) FBP_READS(4) size_t strftime(char *, size_t, const char *, const struct tm *);
FBP_MODEL_SETS_ZONE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_READS_STATE("timezone") FBP_MODEL_READS_STATE("tzname")
FBP_WRITES(1) FBP_READS(3) FBP_READS(4) FBP_READS(5)
size_t strftime_l(char *, size_t, const char *, const struct tm *, locale_t);
FBP_MODEL_SETS_ZONE
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_MODEL_READS_STATE("timezone")
FBP_READS(1) FBP_READS(2) FBP_WRITES(3) FBP_POINTS_INTO(0, 1) FBP_MODEL_AHEAD
char *strptime(const char *, const char *, struct tm *);

/* timers: a notification by thread is a task; the function is in the sigevent */
FBP_SPAWNS(2, 0) FBP_KEEPS(2) FBP_READS(2) FBP_WRITES(3) int timer_create(clockid_t, struct sigevent *, timer_t *);
FBP_PURE int timer_delete(timer_t);
FBP_PURE FBP_NONDET int timer_getoverrun(timer_t);
FBP_READS(3) FBP_WRITES(4) int timer_settime(timer_t, int, const struct itimerspec *, struct itimerspec *);
FBP_WRITES(2) FBP_NONDET int timer_gettime(timer_t, struct itimerspec *);
FBP_WRITES(2) FBP_NONDET int getitimer(__itimer_which_t, struct itimerval *);
FBP_READS(2) FBP_WRITES(3) int setitimer(__itimer_which_t, const struct itimerval *, struct itimerval *);

/* times of files */
FBP_READS(1) FBP_READS(2) int utime(const char *, const struct utimbuf *), utimes(const char *, const struct timeval[2]),
    lutimes(const char *, const struct timeval[2]);
FBP_READS(2) int futimes(int, const struct timeval[2]);
FBP_READS(2) FBP_READS(3) int futimesat(int, const char *, const struct timeval[2]);

#endif
