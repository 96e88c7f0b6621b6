/* Bytes of a union belong to all of its members: one that is shared says nothing of the others. They are shared if all
 * are, or if the variable is. */
#include <fbp/annotate.h>
#include <pthread.h>

union mixed {
	int count FBP_SHARED("an estimate");
	long word;
};
union shared {
	int count FBP_SHARED("an estimate");
	long word FBP_SHARED("an estimate");
};

static union mixed mixed;
static union shared shared;
static union mixed whole FBP_SHARED("an estimate");

static void *work(void *arg)
{
	mixed.count = 1; // expect: global-write
	mixed.word = 1;  // expect: global-write
	shared.count = 1;
	shared.word = 1;
	whole.word = 1;
	return arg;
}

int main(void)
{
	pthread_t t;
	pthread_create(&t, 0, work, 0);
	pthread_exit(0);
}
