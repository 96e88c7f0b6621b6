/* Processor time in seconds: what work costs, however busy the machine is. */
#ifndef FBP_BASE_CLOCK_H
#define FBP_BASE_CLOCK_H

double clock_thread(void);   /* of this thread */
double clock_process(void);  /* of this process, with all its threads */
double clock_children(void); /* of the children that have ended and were waited for */

#endif
