/* The record is made by a copy of the process: it lowers the module as it is before any
 * optimization, while this process goes on compiling; when that is done, the record is read off a
 * pipe and put into the module as assembler text. So the module that is compiled was never touched,
 * and whatever happens to the copy (a crash, no memory) is one line in the record: it never fails
 * the compilation.
 *
 * Where the command makes the front end describe another program than fbp-check sees, the copy
 * becomes a second compilation instead (second.c).
 *
 * S1 Nothing of the module changes but its assembler text, and, where asked for, the debug
 *    information that was added for us, and the checks (checks/checks.h).
 * S2 A module gets one record, however often the pipeline is entered (-ffat-lto-objects).
 * S3 The copy leaves with _exit and has clang's signal handlers taken off: outputs and temporary
 *    files are the parent's. It ends with the parent.
 * S4 Names of values, which clang makes for us alone, are gone before anybody else sees them. */
#define _GNU_SOURCE
#include "plugin/section.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/vec.h"
#include "checks/checks.h"
#include "lower/llvm_read.h"
#include "lower/lower.h"
#include "plugin/locations.h"
#include "plugin/run.h"
#include "plugin/second.h"
#include "plugin/unit.h"
#include "rir/verify.h"

typedef VEC(unsigned char) bytes;

static struct section {
    LLVMModuleRef module; /* of the record that is being made, or was made last */
    struct record facts;
    struct arena arena;
    pid_t child; /* 0: none, or it was waited for */
    int from;    /* what the record is read from; -1: none */
    bool second; /* it is made by a second compilation */
    bool gone;   /* which cannot be: a source was read that can be read only once */
    bool made;
} section;

/* ---- the copy ---- */

static bool write_all(int fd, const unsigned char *data, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, data, size);
        if (n < 0 && errno != EINTR)
            return false;
        data += n < 0 ? 0 : n;
        size -= n < 0 ? 0 : (size_t)n;
    }
    return true;
}

static void default_signals(void)
{
    static const int numbers[] = {SIGSEGV, SIGBUS, SIGILL,  SIGFPE,  SIGABRT, SIGTRAP, SIGSYS,
                                  SIGINT,  SIGHUP, SIGTERM, SIGPIPE, SIGUSR1, SIGUSR2, SIGQUIT};
    for (unsigned i = 0; i < sizeof numbers / sizeof *numbers; i++)
        signal(numbers[i], SIG_DFL);
}

static void begin_copy(void)
{
    default_signals();
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int null = open("/dev/null", O_WRONLY);
    if (null >= 0)
        dup2(null, STDERR_FILENO); /* a crash is told in the record, and nowhere else */
}

static _Noreturn void lower_and_leave(LLVMModuleRef module, int to)
{
    char why[300], text[400];
    size_t size;
    unsigned char *record;
    struct lower_options options = {.consume = true};
    struct rir_module *m = lower_module(module, &options);
    if (rir_verify(m, why, sizeof why)) {
        record = unit_record(&section.facts, m, &size);
    } else {
        snprintf(text, sizeof text, "what was lowered is not well-formed: %s", why);
        record = unit_failure(&section.facts, text, &size);
    }
    _exit(write_all(to, record, size) ? 0 : 1);
}

/* ---- begin ---- */

static void start_copy(LLVMModuleRef module, bool second)
{
    int ends[2];
    size_t len;
    section.child = -1;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return;
    section.child = fork();
    if (section.child == 0) {
        begin_copy();
        if (!second)
            lower_and_leave(module, ends[1]);
        second_run(LLVMGetSourceFileName(module, &len), ends[1]);
        _exit(1);
    }
    close(ends[1]);
    if (section.child > 0)
        section.from = ends[0];
    else
        close(ends[0]);
}

static void start_record(LLVMModuleRef module, bool usual)
{
    arena_free(&section.arena);
    section.module = module;
    section.facts = unit_facts(module, &section.arena);
    section.child = 0;
    section.from = -1;
    section.made = false;
    bool lines_only = locations_are_read(module) && !ll_describes_types(module);
    section.second = second_is_needed(lines_only) || !usual;
    section.gone = section.second && !second_can_read_again(section.facts.source);
    if (!section.gone)
        start_copy(module, section.second);
}

static void take_ours_out(LLVMModuleRef module)
{
    if (locations_are_read(module))
        locations_keep(module);
    else
        ll_strip_debug(module);
}

static bool are_switched(void)
{
    const char *checks = getenv("FBP_PLUGIN_CHECKS");
    return checks != NULL && strcmp(checks, "residual") == 0;
}

/* Checks take the place of S1: the record is of the module without them. */
static bool begin_checks(LLVMModuleRef module)
{
    const char *models = getenv("FBP_PLUGIN_MODELS");
    bool ours = plugin_is_set("FBP_PLUGIN_STRIP") && !locations_are_read(module);
    return models != NULL && checks_known_target(module) &&
           checks_begin(module, models, getenv("FBP_PLUGIN_OWN_MODELS"), ours, are_switched());
}

/* S4: names of values, which clang makes for us alone (lower/address.c, checks/forms.c), are gone
 * before anybody else can see them. */
static void forget_names(LLVMModuleRef module)
{
    LLVMContextSetDiscardValueNames(LLVMGetModuleContext(module), 1);
    for (LLVMValueRef f = LLVMGetFirstFunction(module); f != NULL; f = LLVMGetNextFunction(f)) {
        for (LLVMValueRef p = LLVMGetFirstParam(f); p != NULL; p = LLVMGetNextParam(p))
            LLVMSetValueName2(p, "", 0);
        for (LLVMBasicBlockRef k = LLVMGetFirstBasicBlock(f); k; k = LLVMGetNextBasicBlock(k)) {
            LLVMSetValueName2(LLVMBasicBlockAsValue(k), "", 0);
            for (LLVMValueRef v = LLVMGetFirstInstruction(k); v; v = LLVMGetNextInstruction(v))
                LLVMSetValueName2(v, "", 0);
        }
    }
}

static void begin(LLVMModuleRef module, bool usual)
{
    bool first = section.module != module && ll_makes_elf(module);
    if (first)
        start_record(module, usual);
    if (first && plugin_is_set("FBP_PLUGIN_CHECKS") && begin_checks(module))
        return;
    if (plugin_is_set("FBP_PLUGIN_STRIP"))
        take_ours_out(module);
}

void section_begin(LLVMModuleRef module, bool usual)
{
    if (!plugin_is_set("FBP_PLUGIN_SECTION"))
        return;
    begin(module, usual);
    if (plugin_is_set("FBP_PLUGIN_NAMES"))
        forget_names(module);
}

/* ---- end ---- */

static bytes read_all(int fd)
{
    bytes out = {0};
    unsigned char buffer[1 << 16];
    for (;;) {
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n == 0 || (n < 0 && errno != EINTR))
            return out;
        for (ssize_t i = 0; i < n; i++)
            vec_push(&out, buffer[i]);
    }
}

/* Is it one whole record? */
static bool is_record(const bytes *b)
{
    struct unpacked u;
    struct record_error error;
    size_t used;
    if (!record_read(b->data, b->len, &used, &u, &error))
        return false;
    unpacked_free(&u);
    return used == b->len;
}

static const char *failure(int status, struct arena *a)
{
    if (section.gone)
        return "what was compiled can be read only once, and the analysis needs it a second time";
    if (section.child < 0)
        return "no process could be started to lower it";
    if (section.second)
        return "its second compilation, for the analysis, failed";
    if (WIFSIGNALED(status))
        return arena_printf(a, "internal failure while lowering: signal %d (please report it)",
                            WTERMSIG(status));
    return arena_printf(a, "internal failure while lowering: status %d (please report it)",
                        WEXITSTATUS(status));
}

static bytes finish_record(void)
{
    bytes record = {0};
    int status = 0;
    if (section.from >= 0) {
        record = read_all(section.from);
        close(section.from);
    }
    while (section.child > 0 && waitpid(section.child, &status, 0) < 0 && errno == EINTR)
        ;
    if (!is_record(&record)) {
        size_t size;
        unsigned char *data = unit_failure(&section.facts, failure(status, &section.arena), &size);
        record.len = 0;
        for (size_t i = 0; i < size; i++)
            vec_push(&record, data[i]);
        free(data);
    }
    return record;
}

/* ---- assembler text ---- */

static void put(bytes *text, const char *s)
{
    for (; *s != '\0'; s++)
        vec_push(text, (unsigned char)*s);
}

static void put_byte(bytes *text, unsigned char byte)
{
    char octal[8];
    if (byte >= ' ' && byte < 0x7f && byte != '"' && byte != '\\') {
        vec_push(text, byte);
        return;
    }
    snprintf(octal, sizeof octal, "\\%03o", (unsigned)byte);
    put(text, octal);
}

enum { BYTES_A_LINE = 1024 };

/* Never loaded: no flag "a". % is understood on every machine, where @ starts a comment on some. */
static bytes assembler(const bytes *record)
{
    bytes text = {0};
    put(&text, ".pushsection " RECORD_SECTION ",\"\",%progbits\n");
    for (uint32_t i = 0; i < record->len; i++) {
        if (i % BYTES_A_LINE == 0)
            put(&text, i == 0 ? ".ascii \"" : "\"\n.ascii \"");
        put_byte(&text, record->data[i]);
    }
    put(&text, "\"\n.popsection\n");
    return text;
}

bool section_end(LLVMModuleRef module)
{
    if (section.module != module || section.made)
        return false;
    section.made = true;
    bool checked = checks_end(module);
    bytes record = finish_record();
    bytes text = assembler(&record);
    LLVMAppendModuleInlineAsm(module, (const char *)text.data, text.len);
    vec_free(&record);
    vec_free(&text);
    return checked;
}
