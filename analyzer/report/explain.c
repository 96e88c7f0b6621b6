/* What --explain prints for each kind, and what SARIF shows as the help of a rule: what it is, a
 * short program that has the mistake, and what to do about it.
 *
 * One entry per kind of kinds.def; a test checks that none is missing and that each has all three
 * parts. Plain text, at most 100 columns, examples indented by four. */
#include "report/report.h"

#define TEXT(string, title, what, example, todo)                                                   \
    string ": " title "\n\n" what "\nExample:\n\n" example "\nWhat to do:\n\n" todo

static const char *const explanations[KIND_COUNT] = {
    [KIND_GLOBAL_WRITE] =
        TEXT("global-write", "a task writes memory that others can see",
             "A variable with static storage, and everything that can be reached from one, is "
             "visible to all\n"
             "tasks. If a task writes it, what another task computes depends on timing. A lock or "
             "an atomic\n"
             "orders such writes, it does not hide them: the finding then says 'locked' or "
             "'atomic'. Library\n"
             "functions with hidden static state (strtok, rand, localtime ...) count as writes, "
             "and so does\n"
             "a write by main while a task that reads the variable may be running.\n",
             "    static int total;                 /* visible to every task */\n"
             "\n"
             "    static void *count(void *arg)     /* started with pthread_create */\n"
             "    {\n"
             "        total += *(int *)arg;         /* global-write */\n"
             "        return NULL;\n"
             "    }\n",
             "Keep the value in the task (a local variable, or a field of its argument) and send "
             "the result in\n"
             "a packet, or return it to whoever joins the task. For a library function, use the "
             "re-entrant\n"
             "replacement that the message names (strtok_r). Initialise globals in main before the "
             "first\n"
             "start. A global that tasks are meant to share says so: FBP_SHARED(\"why\") on the "
             "variable, or\n"
             "FBP_CHANNEL on the struct that holds a lock and what it protects; --list-trusted "
             "lists them.\n"),
    [KIND_FROZEN_WRITE] = TEXT(
        "frozen-write", "a write to an immutable object",
        "An object that was frozen, an object of an FBP_IMMUTABLE type after it was "
        "published, and a\n"
        "constant may be read by everybody and written by nobody, not even by the task that "
        "made it.\n"
        "To free such an object is a write, too.\n",
        "    struct FBP_IMMUTABLE config { int limit; };\n"
        "\n"
        "    void adjust(struct config *c)     /* c was published before */\n"
        "    {\n"
        "        c->limit = 10;                /* frozen-write */\n"
        "    }\n",
        "Set everything before the object is stored where others may find it, sent, or returned "
        "as its type.\n"
        "Make a copy, change the copy, and publish that. A function that releases immutable "
        "objects, when\n"
        "the last reference is gone, is FBP_TRUSTED(\"why\").\n"),
    [KIND_USE_AFTER_SEND] =
        TEXT("use-after-send", "a packet is touched after it was sent away",
             "Sending gives a packet away with everything reachable from it. Whoever receives it "
             "may change\n"
             "or free it at any moment, so the sender may not read, write, free or freeze it any "
             "more. To\n"
             "compare or copy the pointer itself is harmless.\n",
             "    queue_put(out, m);\n"
             "    printf(\"sent %d bytes\\n\", m->length);   /* use-after-send */\n",
             "Take what you still need out of the packet before you send it, or send a copy. Set "
             "the pointer\n"
             "to NULL after the send, so that a mistake is a crash at once.\n"),
    [KIND_DOUBLE_SEND] =
        TEXT("double-send", "a packet, or a part of it, is sent a second time",
             "Two receivers would own the same object. Starting a second task with the same "
             "argument is the\n"
             "same mistake.\n",
             "    for (int i = 0; i < NWORKERS; i++)\n"
             "        queue_put(worker[i].in, m);   /* double-send from the second round on */\n",
             "Send each receiver a copy of its own, or freeze the packet first: a frozen packet "
             "may be sent to\n"
             "anybody, any number of times.\n"),
    [KIND_SEND_ALIASED] =
        TEXT("send-aliased", "a packet is sent while something else still refers into it",
             "A reference that outlives the send stays behind: in a global, in the sender's own "
             "state, in a\n"
             "packet sent before; or the packet refers to a mutable static object.\n",
             "    state->last = m;                  /* stays behind */\n"
             "    queue_put(out, m);                /* send-aliased */\n",
             "Clear the reference before the send (take the packet out of the structure and null "
             "the field),\n"
             "or keep a copy. Static data that packets refer to should be const.\n"),
    [KIND_SEND_UNOWNED] = TEXT(
        "send-unowned", "what is sent is not the sender's to give",
        "A stack, thread-local or mutable static object, something loaded from a global that "
        "still\n"
        "shows it, or what another task owns cannot be given away.\n",
        "    struct msg m = {.length = 3};\n"
        "    queue_put(out, &m);               /* send-unowned: m ends with this function */\n",
        "Allocate the packet, or send by value through a queue that copies (FBP_SENDS_COPY). A "
        "stack\n"
        "object may be lent to a task that is joined before the function returns.\n"),
    [KIND_FOREIGN_ACCESS] =
        TEXT("foreign-access", "a task touches an object that another task owns",
             "The task never owned the object: it got at the address by some other way than a "
             "packet. Mostly\n"
             "shown by a run of a program built by fbp-cc.\n",
             "    shared_slot = &my_buffer;         /* task 1 */\n"
             "    (*shared_slot)[0] = 1;            /* task 2: foreign-access */\n",
             "Send the object to the task that needs it, or send that task a message that asks the "
             "owner to\n"
             "do the work.\n"),
    [KIND_PACKET_LEAK] = TEXT(
        "packet-leak", "a task returns while it owns packets nobody refers to",
        "In flow-based programming every packet is sent on or dropped by somebody. Packets that a "
        "task\n"
        "received or allocated and that nothing refers to when it returns are lost. Shown by a "
        "run.\n",
        "    struct msg *m = queue_get(in);\n"
        "    if (m->length == 0)\n"
        "        return NULL;                  /* packet-leak: m is neither sent nor freed */\n",
        "Send the packet on, or free it, on every path out of the task.\n"),
    [KIND_NONDETERMINISM] =
        TEXT("nondeterminism", "a result depends on time, randomness, addresses or readiness",
             "What the task computes can differ from run to run with the same packets: it asks a "
             "clock, a\n"
             "random source, or which of several queues was ready first. Off unless asked for.\n",
             "    m->stamp = time(NULL);            /* nondeterminism */\n",
             "Receive such values as packets from one task that asks for them, and receive from "
             "one port at a\n"
             "time.\n"),
};

const char *report_explain(enum kind k)
{
    return explanations[k];
}
