/* Files and file descriptors: fcntl.h, unistd.h, sys/stat.h, sys/uio.h, dirent.h, glob.h, ftw.h and others.
 *
 * Reading and writing files is nothing to the memory model but for the buffers.
 *
 * A DIR belongs to whoever opened it; readdir's entry points into it. */
#ifndef FBP_MODEL_FILES_H
#define FBP_MODEL_FILES_H

#include "support.h"

#include <string.h>

#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <glob.h>
#include <fnmatch.h>
#include <libgen.h>
#include <mntent.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <termios.h>
#include <unistd.h>
#include <wordexp.h>

#undef basename /* libgen.h's: string.h's is modelled in string.h */

/* opening, closing */
FBP_READS(1) int open(const char *, int, ...), open64(const char *, int, ...), creat(const char *, mode_t),
    creat64(const char *, mode_t);
FBP_READS(2) int openat(int, const char *, int, ...), openat64(int, const char *, int, ...);
FBP_READS(1) int __open_2(const char *, int), __open64_2(const char *, int);
FBP_READS(2) int __openat_2(int, const char *, int), __openat64_2(int, const char *, int);
FBP_PURE int close(int), dup(int), dup2(int, int), dup3(int, int, int), fsync(int), fdatasync(int), isatty(int), syncfs(int);
FBP_PURE void closefrom(int), sync(void);
FBP_PURE int close_range(unsigned, unsigned, int);
FBP_WRITES(1) int pipe(int[2]), pipe2(int[2], int);
FBP_READS(3) FBP_WRITES(3) FBP_MODEL_AS_ASKED(3) int fcntl(int, int, ...), fcntl64(int, int, ...);
FBP_READS(3) FBP_WRITES(3) FBP_MODEL_AS_ASKED(3) FBP_MODEL_WRITES_BEHIND(3) int ioctl(int, unsigned long, ...);
FBP_PURE int flock(int, int), lockf(int, int, off_t), lockf64(int, int, off64_t);

/* reading, writing, seeking */
FBP_WRITES(2) FBP_MODEL_FILLS(2, 3)
ssize_t read(int, void *, size_t), pread(int, void *, size_t, off_t), pread64(int, void *, size_t, off64_t);
FBP_READS(2) FBP_MODEL_LEAVES(2, 3) ssize_t write(int, const void *, size_t), pwrite(int, const void *, size_t, off_t),
    pwrite64(int, const void *, size_t, off64_t);
FBP_READS(2) FBP_MODEL_LEAVES(2, 0)
ssize_t writev(int, const struct iovec *, int), pwritev(int, const struct iovec *, int, off_t),
    pwritev64(int, const struct iovec *, int, off64_t), pwritev2(int, const struct iovec *, int, off_t, int),
    vmsplice(int, const struct iovec *, size_t, unsigned);
FBP_READS(2) FBP_MODEL_WRITES_BEHIND(2) FBP_MODEL_FILLS(2, 0)
ssize_t readv(int, const struct iovec *, int), preadv(int, const struct iovec *, int, off_t),
    preadv64(int, const struct iovec *, int, off64_t), preadv2(int, const struct iovec *, int, off_t, int);
FBP_PURE off_t lseek(int, off_t, int);
FBP_PURE off64_t lseek64(int, off64_t, int);
FBP_READS(3) FBP_WRITES(3) ssize_t sendfile(int, int, off_t *, size_t), sendfile64(int, int, off64_t *, size_t);
FBP_READS(2) FBP_WRITES(2) FBP_READS(4) FBP_WRITES(4)
ssize_t copy_file_range(int, off64_t *, int, off64_t *, size_t, unsigned), splice(int, off64_t *, int, off64_t *, size_t, unsigned);
FBP_PURE ssize_t tee(int, int, size_t, unsigned), readahead(int, off64_t, size_t);
FBP_READS(1) int truncate(const char *, off_t), truncate64(const char *, off64_t);
FBP_PURE int ftruncate(int, off_t), ftruncate64(int, off64_t), posix_fadvise(int, off_t, off_t, int),
    posix_fadvise64(int, off64_t, off64_t, int), posix_fallocate(int, off_t, off_t), posix_fallocate64(int, off64_t, off64_t),
    fallocate(int, int, off_t, off_t), fallocate64(int, int, off64_t, off64_t), sync_file_range(int, off64_t, off64_t, unsigned);
FBP_READS(1) FBP_WRITES(2) void swab(const void *, void *, ssize_t);

/* names */
FBP_READS(1) int access(const char *, int), euidaccess(const char *, int), eaccess(const char *, int), unlink(const char *),
    rmdir(const char *), chdir(const char *), chroot(const char *), mkdir(const char *, mode_t), chmod(const char *, mode_t),
    lchmod(const char *, mode_t), chown(const char *, uid_t, gid_t), lchown(const char *, uid_t, gid_t),
    mkfifo(const char *, mode_t), mknod(const char *, mode_t, dev_t), acct(const char *), umount(const char *), umount2(const char *, int);
FBP_READS(2) int faccessat(int, const char *, int, int), unlinkat(int, const char *, int), mkdirat(int, const char *, mode_t),
    mkfifoat(int, const char *, mode_t), mknodat(int, const char *, mode_t, dev_t), fchmodat(int, const char *, mode_t, int),
    fchownat(int, const char *, uid_t, gid_t, int);
FBP_PURE int fchdir(int), fchmod(int, mode_t), fchown(int, uid_t, gid_t);
FBP_PURE mode_t umask(mode_t);
FBP_READS(1) FBP_READS(2) int link(const char *, const char *), symlink(const char *, const char *);
FBP_READS(1) FBP_READS(3) int symlinkat(const char *, int, const char *);
FBP_READS(2) FBP_READS(4) int linkat(int, const char *, int, const char *, int);
FBP_READS(1) FBP_WRITES(2) ssize_t readlink(const char *, char *, size_t);
FBP_READS(2) FBP_WRITES(3) ssize_t readlinkat(int, const char *, char *, size_t);
FBP_WRITES(1) FBP_POINTS_INTO(0, 1) FBP_MODEL_MALLOC char *getcwd(char *, size_t);
FBP_WRITES(1) FBP_POINTS_INTO(0, 1) char *getwd(char *);
FBP_MODEL_READS_STATE("environ")
FBP_PURE FBP_MODEL_MALLOC char *get_current_dir_name(void);
FBP_HIDDEN_STATE("ttyname_r") char *ttyname(int);
FBP_WRITES(2) int ttyname_r(int, char *, size_t);
FBP_READS(1) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) char *dirname(char *), *__xpg_basename(char *);
FBP_READS(1) long pathconf(const char *, int);
FBP_PURE long fpathconf(int, int), sysconf(int), __sysconf(int);
FBP_WRITES(2) size_t confstr(int, char *, size_t);
FBP_MODEL_READS_STATE("environ")
FBP_MODEL_LOCALE FBP_READS(1) FBP_READS(2) int fnmatch(const char *, const char *, int);

/* status */
FBP_READS(1) FBP_WRITES(2) int stat(const char *, struct stat *), lstat(const char *, struct stat *),
    stat64(const char *, struct stat64 *), lstat64(const char *, struct stat64 *), statfs(const char *, struct statfs *),
    statfs64(const char *, struct statfs64 *), statvfs(const char *, struct statvfs *),
    statvfs64(const char *, struct statvfs64 *);
FBP_WRITES(2) int fstat(int, struct stat *), fstat64(int, struct stat64 *), fstatfs(int, struct statfs *),
    fstatfs64(int, struct statfs64 *), fstatvfs(int, struct statvfs *), fstatvfs64(int, struct statvfs64 *);
FBP_READS(2) FBP_WRITES(3) int fstatat(int, const char *, struct stat *, int), fstatat64(int, const char *, struct stat64 *, int);
FBP_READS(2) FBP_WRITES(5) int statx(int, const char *, int, unsigned, struct statx *);
FBP_READS(2) FBP_READS(3) int utimensat(int, const char *, const struct timespec[2], int);
FBP_READS(2) int futimens(int, const struct timespec[2]);
FBP_READS(1) FBP_READS(2) FBP_WRITES(3) FBP_MODEL_FILLS(3, 4) ssize_t getxattr(const char *, const char *, void *, size_t),
    lgetxattr(const char *, const char *, void *, size_t);
FBP_READS(2) FBP_WRITES(3) FBP_MODEL_FILLS(3, 4) ssize_t fgetxattr(int, const char *, void *, size_t);
FBP_READS(1) FBP_WRITES(2) ssize_t listxattr(const char *, char *, size_t), llistxattr(const char *, char *, size_t);
FBP_WRITES(2) ssize_t flistxattr(int, char *, size_t);
FBP_READS(1) FBP_READS(2) FBP_READS(3) FBP_MODEL_LEAVES(3, 4) int setxattr(const char *, const char *, const void *, size_t, int),
    lsetxattr(const char *, const char *, const void *, size_t, int);
FBP_READS(2) FBP_READS(3) FBP_MODEL_LEAVES(3, 4) int fsetxattr(int, const char *, const void *, size_t, int);
FBP_READS(1) FBP_READS(2) int removexattr(const char *, const char *), lremovexattr(const char *, const char *);
FBP_READS(2) int fremovexattr(int, const char *);

/* directories */
FBP_READS(1) FBP_MODEL_MALLOC DIR *opendir(const char *);
FBP_PURE FBP_MODEL_MALLOC DIR *fdopendir(int);
FBP_FREES(1) int closedir(DIR *);
FBP_READS(1) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) struct dirent *readdir(DIR *);
FBP_READS(1) FBP_WRITES(1) FBP_POINTS_INTO(0, 1) struct dirent64 *readdir64(DIR *);
FBP_READS(1) FBP_WRITES(1) FBP_WRITES(2) FBP_WRITES(3) FBP_POINTS_INTO(3, 2)
int readdir_r(DIR *, struct dirent *, struct dirent **) __attribute__((deprecated));
FBP_READS(1) FBP_WRITES(1) FBP_WRITES(2) FBP_WRITES(3) FBP_POINTS_INTO(3, 2)
int readdir64_r(DIR *, struct dirent64 *, struct dirent64 **) __attribute__((deprecated));
FBP_READS(1) FBP_WRITES(1) void rewinddir(DIR *), seekdir(DIR *, long);
FBP_READS(1) long telldir(DIR *);
FBP_READS(1) int dirfd(DIR *);
FBP_MODEL_LOCALE FBP_READS(1) FBP_READS(2) int alphasort(const struct dirent **, const struct dirent **),
    versionsort(const struct dirent **, const struct dirent **);
FBP_READS(1) FBP_WRITES(2) FBP_RECEIVES_INTO_IF(2, "nonnegative") FBP_CALLS(3, 0) FBP_CALLS(4, 0)
int scandir(const char *, struct dirent ***, int (*)(const struct dirent *),
            int (*)(const struct dirent **, const struct dirent **));
FBP_MODEL_LOCALE FBP_READS(1) FBP_READS(2) int alphasort64(const struct dirent64 **, const struct dirent64 **),
    versionsort64(const struct dirent64 **, const struct dirent64 **);
FBP_READS(1) FBP_WRITES(2) FBP_RECEIVES_INTO_IF(2, "nonnegative") FBP_CALLS(3, 0) FBP_CALLS(4, 0)
int scandir64(const char *, struct dirent64 ***, int (*)(const struct dirent64 *),
              int (*)(const struct dirent64 **, const struct dirent64 **));
/* a glob_t may lead to what an earlier call has put there (GLOB_APPEND), and to functions that take opendir's place */
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_READS(1) FBP_READS(4) FBP_WRITES(4) FBP_MODEL_WRITES_BEHIND(4)
FBP_MODEL_NO_CODE(4) FBP_CALLS(3, 0) FBP_CALLS(4, 0)
int glob64(const char *, int, int (*)(const char *, int), glob64_t *);
FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) void globfree64(glob64_t *);
FBP_READS(1) FBP_CALLS(2, 0) int ftw64(const char *, __ftw64_func_t, int), nftw64(const char *, __nftw64_func_t, int, int);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE FBP_READS(1) FBP_READS(4) FBP_WRITES(4) FBP_MODEL_WRITES_BEHIND(4)
FBP_MODEL_NO_CODE(4) FBP_CALLS(3, 0) FBP_CALLS(4, 0)
int glob(const char *, int, int (*)(const char *, int), glob_t *);
FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) void globfree(glob_t *);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE
FBP_MODEL_STATE("environ") FBP_HIDDEN_STATE("expand words before the first task is started: ${a:=b} sets a variable")
FBP_READS(1) FBP_WRITES(2) FBP_MODEL_WRITES_BEHIND(2) FBP_RECEIVES_INTO(2) int wordexp(const char *, wordexp_t *, int);
FBP_READS(1) FBP_WRITES(1) FBP_MODEL_WRITES_BEHIND(1) void wordfree(wordexp_t *);
FBP_READS(1) FBP_CALLS(2, 0) int ftw(const char *, __ftw_func_t, int), nftw(const char *, __nftw_func_t, int, int);

/* mount tables */
FBP_READS(1) FBP_READS(2) FBP_READS(3) FBP_READS(5)
int mount(const char *, const char *, const char *, unsigned long, const void *);
FBP_READS(1) FBP_READS(2) FILE *setmntent(const char *, const char *);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getmntent_r") struct mntent *getmntent(FILE *);
FBP_MODEL_LOCALE
FBP_WRITES(2) FBP_WRITES(3) FBP_LINKS(2, 3) FBP_POINTS_INTO(0, 2)
struct mntent *getmntent_r(FILE *, struct mntent *, char *, int);
FBP_PURE int endmntent(FILE *);
FBP_READS(1) FBP_READS(2) FBP_MODEL_RESULT_BEHIND(1) char *hasmntopt(const struct mntent *, const char *);

/* inotify, terminals */
FBP_PURE int inotify_init(void), inotify_init1(int), inotify_rm_watch(int, int);
FBP_READS(2) int inotify_add_watch(int, const char *, uint32_t);
FBP_WRITES(2) int tcgetattr(int, struct termios *);
FBP_READS(3) int tcsetattr(int, int, const struct termios *);
FBP_WRITES(1) void cfmakeraw(struct termios *);
FBP_WRITES(1) int cfsetspeed(struct termios *, speed_t), cfsetispeed(struct termios *, speed_t),
    cfsetospeed(struct termios *, speed_t);
FBP_READS(1) speed_t cfgetispeed(const struct termios *), cfgetospeed(const struct termios *);
FBP_PURE int tcsendbreak(int, int), tcdrain(int), tcflush(int, int), tcflow(int, int), tcsetpgrp(int, pid_t);
FBP_PURE pid_t tcgetpgrp(int), tcgetsid(int);

#endif
