/* The tables behind the words of the text form; those of instructions and annotations come from
 * ops.def and annotations.def. Look-ups are linear: tables are short and text is small. */
#include "rir/text_tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct rir_word rir_type_flag_words[] = {
    {"channel", RIR_TYPE_CHANNEL},   {"immutable", RIR_TYPE_IMMUTABLE}, {"const", RIR_TYPE_CONST},
    {"volatile", RIR_TYPE_VOLATILE}, {"opaque", RIR_TYPE_OPAQUE},       {NULL, 0},
};
const struct rir_word rir_global_flag_words[] = {
    {"tls", RIR_GLOBAL_TLS},       {"const", RIR_GLOBAL_CONST},
    {"string", RIR_GLOBAL_STRING}, {"channel", RIR_GLOBAL_CHANNEL},
    {"counts", RIR_GLOBAL_COUNTS}, {"counts_within", RIR_GLOBAL_COUNTS_WITHIN},
    {"shows", RIR_GLOBAL_SHOWS},   {"numbers", RIR_GLOBAL_NUMBERS},
    {"values", RIR_GLOBAL_VALUES}, {NULL, 0},
};
const struct rir_word rir_func_flag_words[] = {
    {"variadic", RIR_FUNC_VARIADIC},
    {"noreturn", RIR_FUNC_NORETURN},
    {"returns_twice", RIR_FUNC_RETURNS_TWICE},
    {"address_taken", RIR_FUNC_ADDRESS_TAKEN},
    {"ifunc", RIR_FUNC_IFUNC},
    {"ctor", RIR_FUNC_CTOR},
    {"dtor", RIR_FUNC_DTOR},
    {"described", RIR_FUNC_UNIT_DESCRIBED},
    {NULL, 0},
};
const struct rir_word rir_insn_flag_words[] = {
    {"volatile", RIR_VOLATILE},
    {"atomic", RIR_ATOMIC},
    {"noreturn", RIR_NORETURN},
    {"inarray", RIR_IN_ARRAY},
    {NULL, 0},
};
const char *const rir_type_kind_words[] = {"void",   "int",   "float", "ptr",     "array",
                                           "struct", "union", "func",  "typedef", NULL};
const char *const rir_linkage_words[] = {"external", "internal", "weak", "common", NULL};
const char *const rir_site_kind_words[] = {"load",   "store", "copy",  "fill",
                                           "atomic", "call",  "other", NULL};
const char *const rir_when_words[] = {"always",  "zero",     "nonzero",     "null",
                                      "nonnull", "negative", "nonnegative", NULL};

static const char *const op_names[] = {
#define RIR_OP(ID, name, ...) name,
#include "rir/ops.def"
#undef RIR_OP
    NULL};
static const char *const bin_names[] = {
#define RIR_BIN_OP(ID, name) name,
#include "rir/ops.def"
#undef RIR_BIN_OP
    NULL};
static const char *const un_names[] = {
#define RIR_UN_OP(ID, name) name,
#include "rir/ops.def"
#undef RIR_UN_OP
    NULL};
static const char *const pred_names[] = {
#define RIR_PRED(ID, name) name,
#include "rir/ops.def"
#undef RIR_PRED
    NULL};
static const char *const ann_names[] = {
#define RIR_ANN(ID, string, args, where, title) string,
#include "rir/annotations.def"
#undef RIR_ANN
    NULL};
static const char *const ann_args[] = {
#define RIR_ANN(ID, string, args, where, title) args,
#include "rir/annotations.def"
#undef RIR_ANN
};
static const char *const ann_where[] = {
#define RIR_ANN(ID, string, args, where, title) where,
#include "rir/annotations.def"
#undef RIR_ANN
};

const char *rir_op_name(uint8_t op)
{
    return op < RIR_OP_COUNT ? op_names[op] : "?";
}

const char *rir_bin_name(uint8_t sub)
{
    return sub < RIR_BIN_COUNT ? bin_names[sub] : "?";
}

const char *rir_un_name(uint8_t sub)
{
    return sub < RIR_UN_COUNT ? un_names[sub] : "?";
}

const char *rir_pred_name(uint8_t sub)
{
    return sub < RIR_PRED_COUNT ? pred_names[sub] : "?";
}

const char *rir_ann_name(uint8_t kind)
{
    return kind < RIR_ANN_COUNT ? ann_names[kind] : "?";
}

const char *rir_ann_args(uint8_t kind)
{
    return kind < RIR_ANN_COUNT ? ann_args[kind] : "";
}

const char *rir_ann_where(uint8_t kind)
{
    return kind < RIR_ANN_COUNT ? ann_where[kind] : "";
}

int rir_word_index(const char *const *words, const char *name)
{
    for (int i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], name) == 0)
            return i;
    return -1;
}

int rir_op_named(const char *name)
{
    return rir_word_index(op_names, name);
}

int rir_bin_named(const char *name)
{
    return rir_word_index(bin_names, name);
}

int rir_un_named(const char *name)
{
    return rir_word_index(un_names, name);
}

int rir_pred_named(const char *name)
{
    return rir_word_index(pred_names, name);
}

int rir_ann_named(const char *name)
{
    return rir_word_index(ann_names, name);
}

uint32_t rir_word_bit(const struct rir_word *words, const char *name)
{
    for (; words->name != NULL; words++)
        if (strcmp(words->name, name) == 0)
            return words->bit;
    return 0;
}

uint8_t rir_default_site_kind(uint8_t op)
{
    switch (op) {
    case RIR_LOAD:
    case RIR_READ:
        return RIR_SITE_LOAD;
    case RIR_STORE:
    case RIR_WRITE:
        return RIR_SITE_STORE;
    case RIR_COPY:
        return RIR_SITE_COPY;
    case RIR_FILL:
        return RIR_SITE_FILL;
    case RIR_RMW:
    case RIR_CAS:
        return RIR_SITE_ATOMIC;
    case RIR_CALL:
    case RIR_CALLI:
        return RIR_SITE_CALL;
    default:
        return RIR_SITE_OTHER;
    }
}

const char *rir_scalar_name(struct rir_scalar t, char buffer[16])
{
    static const char letters[] = "ipfb";
    if (t.cls == RIR_PTR)
        return "ptr";
    snprintf(buffer, 16, "%c%u", t.cls <= RIR_BYTES ? letters[t.cls] : '?', t.bits);
    return buffer;
}

bool rir_scalar_named(const char *name, uint16_t ptr_bits, struct rir_scalar *t)
{
    if (strcmp(name, "ptr") == 0) {
        *t = (struct rir_scalar){ptr_bits, RIR_PTR};
        return true;
    }
    const char letters[] = {'i', 'f', 'b'};
    const uint8_t classes[] = {RIR_INT, RIR_FLOAT, RIR_BYTES};
    const char *at = name[0] == '\0' ? NULL : memchr(letters, name[0], sizeof letters);
    if (at == NULL || name[1] < '0' || name[1] > '9')
        return false;
    char *end;
    unsigned long bits = strtoul(name + 1, &end, 10);
    if (*end != '\0' || bits > UINT16_MAX)
        return false;
    *t = (struct rir_scalar){(uint16_t)bits, classes[at - letters]};
    return true;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool rir_is_c_name(const char *s)
{
    if (!is_letter(*s))
        return false;
    while (is_letter(*s) || is_digit(*s))
        s++;
    return *s == '\0';
}

bool rir_is_word(const char *s)
{
    if (!is_letter(*s))
        return false;
    while (is_letter(*s) || is_digit(*s) || *s == '.')
        s++;
    return *s == '\0';
}

bool rir_is_unnamed_block(const char *label)
{
    if (label[0] != 'b' || !is_digit(label[1]))
        return false;
    for (label++; is_digit(*label); label++)
        ;
    return *label == '\0';
}

const char *rir_label_variable(const char *label, char *buffer, uint32_t size)
{
    size_t n = strlen(label), end = n;
    while (end > 0 && is_digit(label[end - 1]))
        end--;
    if (end == n || end == 0 || label[end - 1] != '.')
        end = n;
    else
        end--;
    if (end == 0 || end >= size)
        return NULL;
    memcpy(buffer, label, end);
    buffer[end] = '\0';
    return rir_is_c_name(buffer) ? buffer : NULL;
}
