/* What the parts of the native trace runtime share. They are linked with a program that tells its
 * accesses, and stand in for those functions of the C library whose behaviour C or POSIX leaves
 * open, so that the program takes the same course as in the interpreter (analyzer/rir/interp*.c).
 */
#ifndef FBP_TESTS_LOWERING_NATIVE_H
#define FBP_TESTS_LOWERING_NATIVE_H

enum {
    DEADLOCK = 95, /* exit status: every thread waits */
    GAVE_UP = 96,  /* exit status: the program went on for too long */
};

unsigned native_self(void); /* the thread's number: 0 is main, then in the order of creation */
_Noreturn void native_give_up(void);

#endif
