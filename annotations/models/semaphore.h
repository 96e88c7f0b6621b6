/* Semaphores and POSIX message queues, System V IPC. Messages are copied bytes. */
#ifndef FBP_MODEL_SEMAPHORE_H
#define FBP_MODEL_SEMAPHORE_H

#include "support.h"

#include <mqueue.h>
#include <semaphore.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>

typedef sem_t sem_t FBP_CHANNEL;

FBP_PURE int sem_init(sem_t *, int, unsigned), sem_destroy(sem_t *), sem_close(sem_t *), sem_wait(sem_t *), sem_post(sem_t *);
FBP_READS(1) sem_t *sem_open(const char *, int, ...);
FBP_READS(1) int sem_unlink(const char *);
FBP_PURE FBP_NONDET int sem_trywait(sem_t *);
FBP_READS(2) FBP_NONDET int sem_timedwait(sem_t *, const struct timespec *);
FBP_READS(3) FBP_NONDET int sem_clockwait(sem_t *, clockid_t, const struct timespec *);
FBP_WRITES(2) FBP_NONDET int sem_getvalue(sem_t *, int *);

FBP_READS(1) FBP_READS(4) mqd_t mq_open(const char *, int, ...);
FBP_PURE int mq_close(mqd_t);
FBP_READS(1) int mq_unlink(const char *);
FBP_READS(2) FBP_MODEL_LEAVES(2, 3) int mq_send(mqd_t, const char *, size_t, unsigned);
FBP_READS(2) FBP_MODEL_LEAVES(2, 3) FBP_READS(5) FBP_NONDET
int mq_timedsend(mqd_t, const char *, size_t, unsigned, const struct timespec *);
FBP_WRITES(2) FBP_MODEL_FILLS(2, 3) FBP_WRITES(4) ssize_t mq_receive(mqd_t, char *, size_t, unsigned *);
FBP_WRITES(2) FBP_MODEL_FILLS(2, 3) FBP_WRITES(4) FBP_READS(5) FBP_NONDET
ssize_t mq_timedreceive(mqd_t, char *, size_t, unsigned *, const struct timespec *);
FBP_WRITES(2) int mq_getattr(mqd_t, struct mq_attr *);
FBP_READS(2) FBP_WRITES(3) int mq_setattr(mqd_t, const struct mq_attr *, struct mq_attr *);
FBP_SPAWNS(2, 0) FBP_KEEPS(2) FBP_READS(2) int mq_notify(mqd_t, const struct sigevent *);

FBP_READS(1) key_t ftok(const char *, int);
FBP_PURE int msgget(key_t, int), semget(key_t, int, int), shmget(key_t, size_t, int);
FBP_READS(2) FBP_MODEL_LEAVES(2, 0) int msgsnd(int, const void *, size_t, int);
FBP_WRITES(2) FBP_MODEL_FILLS(2, 0) ssize_t msgrcv(int, void *, size_t, long, int);
FBP_READS(3) FBP_WRITES(3) FBP_MODEL_AS_ASKED(3) int msgctl(int, int, struct msqid_ds *), shmctl(int, int, struct shmid_ds *);
FBP_READS(2) int semop(int, struct sembuf *, size_t);
FBP_FREES(1) int shmdt(const void *);

#endif
