/* Attributes as written, from libclang's cursors.
 *
 * Annotations arrive as `annotate` cursors: their string is the cursor's spelling, their further
 * arguments are child expressions that clang evaluates, so enumerators, macros and sums work as
 * positions. Types, variables and members carry the same `annotate` here, because annotate.h is
 * read with FBP_ANNOTATE_READER. Among the standard attributes libclang knows `pure` and `const`;
 * `malloc`, `format` and `noescape` are "unexposed": their name, and the arguments of `format`, are
 * read from the source text at the place where the attribute was spelled, inside a macro's
 * definition if need be.
 *
 * Only format(printf, ...) is kept: scanf's formats say nothing that a model does not say better.
 *
 * Inherited attributes come again with each redeclaration; the set drops what it has already. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "model/reader.h"

const char *reader_string(struct reader *r, CXString s)
{
    const char *text = libclang.getCString(s);
    const char *kept = text != NULL && *text != '\0' ? intern_str(&r->set->strings, text) : NULL;
    libclang.disposeString(s);
    return kept;
}

struct model_place reader_place(struct reader *r, CXCursor c)
{
    CXFile file;
    unsigned line, col;
    libclang.getExpansionLocation(libclang.getCursorLocation(c), &file, &line, &col, NULL);
    const char *name = reader_string(r, libclang.getFileName(file));
    return (struct model_place){name != NULL ? name : r->path, line, col};
}

static struct model_arg evaluate(struct reader *r, CXCursor expression)
{
    struct model_arg arg = {0};
    CXEvalResult value = libclang.Cursor_Evaluate(expression);
    if (value == NULL)
        return arg;
    if (libclang.EvalResult_getKind(value) == CXEval_Int) {
        arg.is_int = true;
        arg.number = libclang.EvalResult_getAsLongLong(value);
    } else if (libclang.EvalResult_getKind(value) == CXEval_StrLiteral) {
        arg.text = intern_str(&r->set->strings, libclang.EvalResult_getAsStr(value));
    }
    libclang.EvalResult_dispose(value);
    return arg;
}

struct collect {
    struct reader *r;
    model_attrs *out;
    bool *annotated;
    struct model_attr *attr; /* whose arguments are being visited */
    uint32_t param;          /* C parameters seen so far */
};

static enum CXChildVisitResult visit_argument(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct collect *k = data;
    if (k->attr->nargs < MODEL_MAX_ARGS)
        k->attr->args[k->attr->nargs] = evaluate(k->r, c);
    k->attr->nargs++;
    return CXChildVisit_Continue;
}

/* "fbp.shared:why" carries its text in the string. */
static void annotate_attr(struct collect *k, CXCursor c)
{
    const char *string = reader_string(k->r, libclang.getCursorSpelling(c));
    if (string == NULL)
        return;
    struct model_attr a = {.string = string, .place = reader_place(k->r, c)};
    const char *colon = strncmp(string, "fbp.", 4) == 0 ? strchr(string, ':') : NULL;
    size_t len = colon != NULL ? (size_t)(colon - string) : strlen(string);
    a.known = model_ann_find(string, len, &a.kind);
    if (!a.known && strncmp(string, "fbp.", 4) != 0)
        return;
    k->attr = &a;
    libclang.visitChildren(c, visit_argument, k);
    if (colon != NULL) {
        a.args[0].text = colon + 1;
        a.nargs = 1;
    }
    *k->annotated = true;
    vec_push(k->out, a);
}

static void standard_attr(struct collect *k, CXCursor c, enum rir_ann_kind kind)
{
    vec_push(k->out, ((struct model_attr){.kind = kind,
                                          .known = true,
                                          .string = model_ann_table[kind].string,
                                          .place = reader_place(k->r, c)}));
}

/* The source text at an attribute's name. */
static const char *spelled(struct reader *r, CXCursor c)
{
    CXFile file;
    unsigned offset;
    size_t size = 0;
    CXSourceLocation start = libclang.getRangeStart(libclang.getCursorExtent(c));
    libclang.getSpellingLocation(start, &file, NULL, NULL, &offset);
    const char *text = file != NULL ? libclang.getFileContents(r->tu, file, &size) : NULL;
    return text != NULL && offset < size ? text + offset : "";
}

/* Skips blanks and leading underscores: `__malloc__` and `malloc` are the same attribute. */
static const char *word(const char *p, size_t *len)
{
    while (isspace((unsigned char)*p) || *p == '_')
        p++;
    *len = 0;
    while (isalnum((unsigned char)p[*len]) || p[*len] == '_')
        (*len)++;
    return p;
}

static bool word_is(const char *p, size_t len, const char *name)
{
    while (len > 0 && p[len - 1] == '_')
        len--;
    return strlen(name) == len && memcmp(p, name, len) == 0;
}

static void skip_to_number(const char **p)
{
    while (**p != '\0' && **p != ')' && !isdigit((unsigned char)**p))
        (*p)++;
}

/* format(printf, 1, 2), the numbers written out. */
static void format_attr(struct collect *k, CXCursor c, const char *p)
{
    size_t len;
    while (isspace((unsigned char)*p) || *p == '(')
        p++;
    p = word(p, &len);
    if (!word_is(p, len, "printf") && !word_is(p, len, "gnu_printf"))
        return;
    p += len;
    struct model_attr a = {
        .kind = RIR_ANN_FORMAT, .known = true, .string = "format", .place = reader_place(k->r, c)};
    for (; a.nargs < 2; a.nargs++) {
        skip_to_number(&p);
        if (!isdigit((unsigned char)*p))
            return;
        a.args[a.nargs].is_int = true;
        a.args[a.nargs].number = strtol(p, (char **)(uintptr_t)&p, 10);
    }
    vec_push(k->out, a);
}

static void unexposed_attr(struct collect *k, CXCursor c)
{
    size_t len;
    const char *p = word(spelled(k->r, c), &len);
    if (word_is(p, len, "malloc"))
        standard_attr(k, c, RIR_ANN_MALLOC);
    else if (word_is(p, len, "format"))
        format_attr(k, c, p + len);
}

/* Clang loses it there when the function is only declared, hence positions. */
static void annotation_on_parameter(struct collect *k, CXCursor c)
{
    enum rir_ann_kind kind;
    const char *string = reader_string(k->r, libclang.getCursorSpelling(c));
    if (string != NULL && strncmp(string, "fbp.", 4) == 0 &&
        model_ann_find(string, strcspn(string, ":"), &kind))
        reader_mistake(k->r, reader_place(k->r, c),
                       "%s on a parameter is lost; put it on the function, with the parameter's "
                       "position",
                       model_ann_table[kind].title);
}

static enum CXChildVisitResult visit_parameter(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct collect *k = data;
    size_t len;
    if (libclang.getCursorKind(c) == CXCursor_AnnotateAttr)
        annotation_on_parameter(k, c);
    if (libclang.getCursorKind(c) != CXCursor_UnexposedAttr)
        return CXChildVisit_Continue;
    const char *p = word(spelled(k->r, c), &len);
    if (word_is(p, len, "noescape")) {
        standard_attr(k, c, RIR_ANN_NOESCAPE);
        struct model_attr *a = &k->out->data[k->out->len - 1];
        a->nargs = 1;
        a->args[0] = (struct model_arg){.is_int = true, .number = k->param};
    }
    return CXChildVisit_Continue;
}

static enum CXChildVisitResult visit_attribute(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct collect *k = data;
    switch (libclang.getCursorKind(c)) {
    case CXCursor_AnnotateAttr:
        annotate_attr(k, c);
        break;
    case CXCursor_PureAttr:
        standard_attr(k, c, RIR_ANN_STD_PURE);
        break;
    case CXCursor_ConstAttr:
        standard_attr(k, c, RIR_ANN_STD_CONST);
        break;
    case CXCursor_UnexposedAttr:
        unexposed_attr(k, c);
        break;
    case CXCursor_ParmDecl:
        k->param++;
        libclang.visitChildren(c, visit_parameter, k);
        break;
    default:
        break;
    }
    return CXChildVisit_Continue;
}

void reader_attrs(struct reader *r, CXCursor decl, model_attrs *out, bool *annotated)
{
    struct collect k = {.r = r, .out = out, .annotated = annotated};
    libclang.visitChildren(decl, visit_attribute, &k);
}
