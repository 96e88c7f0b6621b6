/* Processes: the rest of unistd.h, sys/wait.h, spawn.h, sys/resource.h, sys/utsname.h, sys/sysinfo.h ...
 *
 * A child process has its own memory: fork and exec do not concern the memory model. */
#ifndef FBP_MODEL_PROCESS_H
#define FBP_MODEL_PROCESS_H

#include "support.h"

#include <crypt.h>
#include <grp.h>
#include <spawn.h>
#include <sys/auxv.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

FBP_MODEL_IDENTITY FBP_PURE FBP_NONDET pid_t gettid(void);
FBP_PURE FBP_NONDET pid_t getpid(void), getppid(void), vfork(void);
FBP_MODEL_FORKS FBP_PURE FBP_NONDET pid_t fork(void), _Fork(void);
FBP_PURE pid_t getpgrp(void), getpgid(pid_t), getsid(pid_t), setsid(void);
FBP_PURE uid_t getuid(void), geteuid(void);
FBP_PURE gid_t getgid(void), getegid(void);
FBP_PURE int setuid(uid_t), seteuid(uid_t), setreuid(uid_t, uid_t), setgid(gid_t), setegid(gid_t), setregid(gid_t, gid_t),
    setpgid(pid_t, pid_t), setpgrp(void), setresuid(uid_t, uid_t, uid_t), setresgid(gid_t, gid_t, gid_t);
FBP_WRITES(1) FBP_WRITES(2) FBP_WRITES(3) int getresuid(uid_t *, uid_t *, uid_t *), getresgid(gid_t *, gid_t *, gid_t *);
FBP_WRITES(2) int getgroups(int, gid_t *);
FBP_READS(2) int setgroups(size_t, const gid_t *);
FBP_PURE void _exit(int) __attribute__((noreturn));
FBP_MODEL_READS_STATE("environ")
FBP_READS(1) FBP_READS(2) int execv(const char *, char *const *), execvp(const char *, char *const *);
FBP_MODEL_READS_STATE("environ")
FBP_READS(1) FBP_READS(2) FBP_READS(3) int execve(const char *, char *const *, char *const *),
    execvpe(const char *, char *const *, char *const *), execl(const char *, const char *, ...),
    execlp(const char *, const char *, ...), execle(const char *, const char *, ...);
FBP_READS(2) FBP_READS(3) int fexecve(int, char *const *, char *const *);
FBP_MODEL_READS_STATE("environ") FBP_WRITES(1) FBP_READS(2) FBP_READS(3) FBP_READS(4) FBP_READS(5) FBP_READS(6)
int posix_spawn(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const *, char *const *),
    posix_spawnp(pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const *, char *const *);
FBP_WRITES(1) int posix_spawnattr_init(posix_spawnattr_t *), posix_spawnattr_destroy(posix_spawnattr_t *),
    posix_spawnattr_setflags(posix_spawnattr_t *, short), posix_spawnattr_setpgroup(posix_spawnattr_t *, pid_t),
    posix_spawn_file_actions_init(posix_spawn_file_actions_t *), posix_spawn_file_actions_destroy(posix_spawn_file_actions_t *),
    posix_spawn_file_actions_addclose(posix_spawn_file_actions_t *, int),
    posix_spawn_file_actions_adddup2(posix_spawn_file_actions_t *, int, int);
FBP_WRITES(1) FBP_READS(2) int posix_spawnattr_setsigmask(posix_spawnattr_t *, const sigset_t *),
    posix_spawnattr_setsigdefault(posix_spawnattr_t *, const sigset_t *);
FBP_WRITES(1) FBP_READS(3)
int posix_spawn_file_actions_addopen(posix_spawn_file_actions_t *, int, const char *, int, mode_t);
FBP_WRITES(1) FBP_NONDET pid_t wait(int *);
FBP_WRITES(2) FBP_NONDET pid_t waitpid(pid_t, int *, int);
FBP_WRITES(3) FBP_NONDET int waitid(idtype_t, id_t, siginfo_t *, int);
FBP_WRITES(1) FBP_WRITES(3) FBP_NONDET pid_t wait3(int *, int, struct rusage *);
FBP_WRITES(2) FBP_WRITES(4) FBP_NONDET pid_t wait4(pid_t, int *, int, struct rusage *);
FBP_PURE unsigned sleep(unsigned), alarm(unsigned);
FBP_PURE int usleep(useconds_t), pause(void), nice(int), daemon(int, int);
FBP_PURE useconds_t ualarm(useconds_t, useconds_t);
FBP_WRITES(2) int getrlimit(__rlimit_resource_t, struct rlimit *), getrlimit64(__rlimit_resource_t, struct rlimit64 *);
FBP_READS(2) int setrlimit(__rlimit_resource_t, const struct rlimit *), setrlimit64(__rlimit_resource_t, const struct rlimit64 *);
FBP_READS(3) FBP_WRITES(4) int prlimit(pid_t, enum __rlimit_resource, const struct rlimit *, struct rlimit *);
FBP_WRITES(2) FBP_NONDET int getrusage(__rusage_who_t, struct rusage *);
FBP_PURE int getpriority(__priority_which_t, id_t), setpriority(__priority_which_t, id_t, int);
FBP_WRITES(1) int uname(struct utsname *), sysinfo(struct sysinfo *);
FBP_PURE int get_nprocs(void), get_nprocs_conf(void), getpagesize(void), getdtablesize(void);
FBP_PURE long get_phys_pages(void), get_avphys_pages(void);
FBP_MODEL_READS_STATE("environ") FBP_MODEL_LOCALE
FBP_PURE long gethostid(void);
FBP_WRITES(1) int gethostname(char *, size_t), getdomainname(char *, size_t);
FBP_READS(1) int sethostname(const char *, size_t), setdomainname(const char *, size_t);
FBP_MODEL_LOCALE
FBP_HIDDEN_STATE("getpwuid_r") char *getlogin(void);
FBP_MODEL_LOCALE
FBP_MODEL_STATE("utmp") FBP_HIDDEN_STATE("getpwuid_r") FBP_WRITES(1) int getlogin_r(char *, size_t);
FBP_HIDDEN_STATE("ask before the first task is started, or read /dev/tty without echo (tcsetattr)") FBP_MODEL_STANDARD_STREAMS FBP_READS(1) char *getpass(const char *);
FBP_HIDDEN_STATE("crypt_r") FBP_READS(1) FBP_READS(2) char *crypt(const char *, const char *);
FBP_READS(1) FBP_READS(2) FBP_READS(3) FBP_WRITES(3) FBP_POINTS_INTO(0, 3) char *crypt_r(const char *, const char *, struct crypt_data *);
FBP_PURE unsigned long getauxval(unsigned long);
FBP_PURE int brk(void *);
FBP_PURE FBP_MODEL_MALLOC void *sbrk(intptr_t);
FBP_READS(2) FBP_WRITES(2) FBP_MODEL_AS_ASKED(2) int prctl(int, ...);
FBP_PURE int eventfd(unsigned, int);
FBP_PURE FBP_MODEL_LEAVES(2, 0) int eventfd_write(int, eventfd_t);
FBP_WRITES(2) FBP_MODEL_FILLS(2, 0) int eventfd_read(int, eventfd_t *);

#endif
