/* Users and groups: pwd.h, grp.h, shadow.h, utmp's neighbours. The short forms return one static object; the
 * others fill in the caller's struct, which then refers to the caller's buffer. */
#ifndef FBP_MODEL_USERS_H
#define FBP_MODEL_USERS_H

#include "support.h"

#include <grp.h>
#include <pwd.h>
#include <shadow.h>
#include <utmpx.h>

FBP_MODEL_LOCALE
FBP_MODEL_STATE("getpw") FBP_HIDDEN_STATE("getpwnam_r") FBP_READS(1) struct passwd *getpwnam(const char *);
FBP_MODEL_LOCALE
FBP_MODEL_STATE("getpw") FBP_HIDDEN_STATE("getpwuid_r") struct passwd *getpwuid(uid_t);
FBP_MODEL_LOCALE
FBP_MODEL_STATE("getpw") FBP_HIDDEN_STATE("fgetpwent_r") struct passwd *getpwent(void);
FBP_MODEL_STATE("getpw") FBP_HIDDEN_STATE("fgetpwent_r") struct passwd *fgetpwent(FILE *);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getgrnam_r") FBP_READS(1) struct group *getgrnam(const char *);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getgrgid_r") struct group *getgrgid(gid_t);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("fgetgrent_r") struct group *getgrent(void);
FBP_HIDDEN_STATE("fgetgrent_r") struct group *fgetgrent(FILE *);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getspnam_r") FBP_READS(1) struct spwd *getspnam(const char *);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("fgetspent_r") struct spwd *getspent(void);
FBP_MODEL_LOCALE
FBP_MODEL_STATE("getpw")
FBP_HIDDEN_STATE("fgetpwent_r") void setpwent(void), endpwent(void);
FBP_MODEL_LOCALE
FBP_MODEL_STATE("getpw")
FBP_HIDDEN_STATE("fgetgrent_r") void setgrent(void), endgrent(void);
FBP_MODEL_LOCALE
FBP_MODEL_STATE("getpw")
FBP_HIDDEN_STATE("fgetspent_r") void setspent(void), endspent(void);
FBP_MODEL_LOCALE
FBP_READS(1) FBP_WRITES(2) FBP_WRITES(3) FBP_LINKS(2, 3) FBP_LINKS(3, 3) FBP_WRITES(5) FBP_POINTS_INTO(5, 2)
int getpwnam_r(const char *, struct passwd *, char *, size_t, struct passwd **),
    getgrnam_r(const char *, struct group *, char *, size_t, struct group **),
    getspnam_r(const char *, struct spwd *, char *, size_t, struct spwd **);
FBP_MODEL_LOCALE
FBP_WRITES(2) FBP_WRITES(3) FBP_LINKS(2, 3) FBP_LINKS(3, 3) FBP_WRITES(5) FBP_POINTS_INTO(5, 2)
int getpwuid_r(uid_t, struct passwd *, char *, size_t, struct passwd **),
    getgrgid_r(gid_t, struct group *, char *, size_t, struct group **);
FBP_MODEL_LOCALE
FBP_MODEL_STATE("getpw")
FBP_HIDDEN_STATE("fgetpwent_r") FBP_WRITES(1) FBP_WRITES(2) FBP_LINKS(1, 2) FBP_LINKS(2, 2) FBP_WRITES(4) FBP_POINTS_INTO(4, 1)
int getpwent_r(struct passwd *, char *, size_t, struct passwd **);
FBP_MODEL_LOCALE
FBP_MODEL_STATE("getpw")
FBP_HIDDEN_STATE("fgetgrent_r") FBP_WRITES(1) FBP_WRITES(2) FBP_LINKS(1, 2) FBP_LINKS(2, 2) FBP_WRITES(4) FBP_POINTS_INTO(4, 1)
int getgrent_r(struct group *, char *, size_t, struct group **);
FBP_WRITES(2) FBP_WRITES(3) FBP_LINKS(2, 3) FBP_LINKS(3, 3) FBP_WRITES(5) FBP_POINTS_INTO(5, 2)
int fgetpwent_r(FILE *, struct passwd *, char *, size_t, struct passwd **),
    fgetgrent_r(FILE *, struct group *, char *, size_t, struct group **),
    fgetspent_r(FILE *, struct spwd *, char *, size_t, struct spwd **);
FBP_MODEL_STATE("utmp") FBP_HIDDEN_STATE("leave it to main, while no task runs") void setutxent(void), endutxent(void);
FBP_MODEL_STATE("utmp") FBP_HIDDEN_STATE("leave it to main, while no task runs") struct utmpx *getutxent(void);
FBP_MODEL_STATE("utmp") FBP_HIDDEN_STATE("leave it to main, while no task runs") FBP_READS(1) struct utmpx *getutxid(const struct utmpx *);
FBP_MODEL_STATE("utmp") FBP_HIDDEN_STATE("leave it to main, while no task runs") FBP_READS(1) struct utmpx *getutxline(const struct utmpx *);
FBP_MODEL_STATE("utmp") FBP_HIDDEN_STATE("leave it to main, while no task runs") FBP_READS(1) struct utmpx *pututxline(const struct utmpx *);
FBP_MODEL_LOCALE
FBP_READS(1) int putpwent(const struct passwd *, FILE *), putgrent(const struct group *, FILE *);
FBP_MODEL_LOCALE
FBP_READS(1) int initgroups(const char *, gid_t);
FBP_MODEL_LOCALE
FBP_READS(1) FBP_WRITES(3) FBP_READS(4) FBP_WRITES(4) int getgrouplist(const char *, gid_t, gid_t *, int *);

#endif
