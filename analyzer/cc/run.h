/* Running other programs: in our place, or as children. They are found on PATH. */
#ifndef FBP_CC_RUN_H
#define FBP_CC_RUN_H

/* Where a child's output goes. */
enum child_output {
    OUTPUT_OURS,      /* where ours does */
    OUTPUT_TO_STDERR, /* all to our standard error */
    OUTPUT_NOWHERE
};

/* In place of this program; returns only if that fails: errno. */
int run_instead(char *const *argv);

/* As a child. Returns its wait status; -1 and errno if it could not be started. Signals that end a
 * process are passed on to it. */
int run_child(char *const *argv, enum child_output output);

/* Ends this process as a child with this wait status ended: with its status, or by its signal. */
_Noreturn void end_like(int wait_status);

#endif
