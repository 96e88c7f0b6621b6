/* Reading a header, or a user's unit, for what its annotations say.
 *
 * Each file is one libclang translation unit. The walk looks at top-level declarations (and at
 * members of structs) and asks attr.c for their attributes; declarations without an annotation of
 * ours are skipped, so what a system header says by itself describes nothing. check.c judges; what
 * is right goes to the set.
 *
 * Function bodies are skipped for speed, except in a user's unit whose own text contains "FBP_": a
 * static local variable may be FBP_SHARED.
 *
 * A function is stored under its linker name; where that differs from the name written (glibc's asm
 * labels: `__isoc99_sscanf`), under both.
 *
 * Positions are those of the annotation in the source, not of the macro's definition. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "model/reader.h"

/* ---- facts ---- */

static bool is_from_system(CXCursor c)
{
    CXCursor first = libclang.getCanonicalCursor(c);
    return libclang.Location_isInSystemHeader(libclang.getCursorLocation(first)) != 0;
}

static void store_function(struct reader *r, CXCursor c, const char *name, const model_anns *anns)
{
    struct model_place at = reader_place(r, c);
    struct model_func *f = model_set_func(r->set, name);
    if (f->path == NULL) {
        f->path = at.file;
        f->line = at.line;
        f->params = (uint16_t)libclang.Cursor_getNumArguments(c);
        f->variadic = libclang.isFunctionTypeVariadic(libclang.getCursorType(c)) != 0;
        f->library = is_from_system(c);
    }
    for (uint32_t i = 0; i < anns->len; i++)
        model_func_add(r->set, f, anns->data[i]);
}

static void read_function(struct reader *r, CXCursor c, const model_attrs *attrs)
{
    model_anns anns = {0};
    check_function(r, c, attrs, &anns);
    const char *name = reader_string(r, libclang.getCursorSpelling(c));
    const char *linker = reader_string(r, libclang.Cursor_getMangling(c));
    if (anns.len > 0 && name != NULL) {
        store_function(r, c, name, &anns);
        if (linker != NULL && linker != name)
            store_function(r, c, linker, &anns);
    }
    vec_free(&anns);
}

/* The struct or union a typedef names directly; false for pointers and everything else. */
static bool typedef_record(CXCursor c, CXCursor *record)
{
    CXType t = libclang.getCanonicalType(libclang.getTypedefDeclUnderlyingType(c));
    *record = libclang.getTypeDeclaration(t);
    return t.kind == CXType_Record;
}

static enum model_tag_kind tag_kind(CXCursor c)
{
    switch (libclang.getCursorKind(c)) {
    case CXCursor_TypedefDecl:
        return MODEL_TYPEDEF;
    case CXCursor_UnionDecl:
        return MODEL_UNION;
    default:
        return MODEL_STRUCT;
    }
}

/* A tag on a typedef of a struct holds for the struct, too. */
static void read_type(struct reader *r, CXCursor c, const struct model_attr *a)
{
    uint32_t flag = a->kind == RIR_ANN_CHANNEL ? RIR_TYPE_CHANNEL : RIR_TYPE_IMMUTABLE;
    const char *path = reader_place(r, c).file;
    const char *name = reader_string(r, libclang.getCursorSpelling(c));
    if (name != NULL && !libclang.Cursor_isAnonymous(c))
        model_set_type(r->set, name, tag_kind(c), flag, path);
    CXCursor record;
    if (libclang.getCursorKind(c) != CXCursor_TypedefDecl || !typedef_record(c, &record) ||
        libclang.Cursor_isAnonymous(record))
        return;
    name = reader_string(r, libclang.getCursorSpelling(record));
    if (name != NULL)
        model_set_type(r->set, name, tag_kind(record), flag, path);
}

static void read_shared(struct reader *r, CXCursor c, const char *owner, const struct model_attr *a)
{
    const char *name = reader_string(r, libclang.getCursorSpelling(c));
    if (name != NULL)
        model_set_shared(r->set, owner, name, a->args[0].text, reader_place(r, c).file);
}

/* ---- the walk ---- */

struct walk {
    struct reader *r;
    const char *owner; /* the struct whose members are visited; NULL at the top */
};

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data);

static void visit_members(struct walk *w, CXCursor record)
{
    struct walk inner = {w->r, reader_string(w->r, libclang.getCursorSpelling(record))};
    /* members of an anonymous struct or union belong to the one around it */
    if (libclang.Cursor_isAnonymous(record) && w->owner != NULL)
        inner.owner = w->owner;
    libclang.visitChildren(record, visit, &inner);
}

static void declaration(struct walk *w, CXCursor c, char what, const model_attrs *attrs)
{
    for (uint32_t i = 0; i < attrs->len; i++) {
        const struct model_attr *a = &attrs->data[i];
        if (!check_declaration(w->r, c, what, a))
            continue;
        if (what == 't')
            read_type(w->r, c, a);
        else if (what == 'v' || w->owner != NULL)
            read_shared(w->r, c, what == 'm' ? w->owner : NULL, a);
    }
}

static char what_is(enum CXCursorKind kind)
{
    switch (kind) {
    case CXCursor_FunctionDecl:
        return 'f';
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
    case CXCursor_TypedefDecl:
    case CXCursor_EnumDecl:
        return 't';
    case CXCursor_VarDecl:
    case CXCursor_ParmDecl:
        return 'v';
    case CXCursor_FieldDecl:
        return 'm';
    default:
        return 0;
    }
}

static enum CXChildVisitResult visit(CXCursor c, CXCursor parent, CXClientData data)
{
    (void)parent;
    struct walk *w = data;
    enum CXCursorKind kind = libclang.getCursorKind(c);
    char what = what_is(kind);
    if (what == 0)
        return libclang.isStatement(kind) || kind == CXCursor_LinkageSpec ||
                       kind == CXCursor_Namespace
                   ? CXChildVisit_Recurse
                   : CXChildVisit_Continue;
    model_attrs attrs = {0};
    bool annotated = false;
    reader_attrs(w->r, c, &attrs, &annotated);
    if (annotated && what == 'f')
        read_function(w->r, c, &attrs);
    else if (annotated)
        declaration(w, c, what, &attrs);
    vec_free(&attrs);
    if (kind == CXCursor_StructDecl || kind == CXCursor_UnionDecl)
        visit_members(w, c);
    return what == 'f' && !w->r->model ? CXChildVisit_Recurse : CXChildVisit_Continue;
}

/* ---- parsing ---- */

static void report_error(struct reader *r, CXDiagnostic d, unsigned more)
{
    CXFile file;
    unsigned line, col;
    char text[512], others[40] = "";
    libclang.getExpansionLocation(libclang.getDiagnosticLocation(d), &file, &line, &col, NULL);
    const char *name = reader_string(r, libclang.getFileName(file));
    if (more > 0)
        snprintf(others, sizeof others, " (and %u more error%s)", more, more == 1 ? "" : "s");
    snprintf(text, sizeof text, "%.400s%s; correct it, the rest of the model is used",
             reader_string(r, libclang.getDiagnosticSpelling(d)), others);
    if (r->diag != NULL)
        r->diag(r->ctx, name != NULL ? name : r->path, line, col, text);
}

/* The first error alone: the others may follow from it, and a file that is no C at all has
 * thousands. */
static bool report_errors(struct reader *r)
{
    unsigned errors = 0, first = 0, n = libclang.getNumDiagnostics(r->tu);
    for (unsigned i = 0; i < n; i++) {
        CXDiagnostic d = libclang.getDiagnostic(r->tu, i);
        if (libclang.getDiagnosticSeverity(d) >= CXDiagnostic_Error && errors++ == 0)
            first = i;
        libclang.disposeDiagnostic(d);
    }
    if (errors == 0)
        return true;
    CXDiagnostic d = libclang.getDiagnostic(r->tu, first);
    report_error(r, d, errors - 1);
    libclang.disposeDiagnostic(d);
    return false;
}

/* The caller's arguments after ours, so that theirs win. */
static const char **all_args(bool model, const char *const *args, int nargs, int *n)
{
    static const char *const ours[] = {"-DFBP_ANNOTATE_READER", "-ferror-limit=0", "-w", "-xc"};
    int count = model ? 4 : 3; /* a user's unit may be C++ by its name */
    const char **all = calloc((size_t)(count + nargs), sizeof *all);
    if (all == NULL)
        abort();
    memcpy(all, ours, (size_t)count * sizeof *all);
    for (int i = 0; i < nargs; i++)
        all[count + i] = args[i];
    *n = count + nargs;
    return all;
}

static bool is_readable(struct reader *r)
{
    FILE *f = fopen(r->path, "r");
    int c = f != NULL ? getc(f) : EOF;
    bool ok = f != NULL && !(c == EOF && ferror(f));
    if (!ok && r->diag != NULL) {
        char text[256];
        snprintf(text, sizeof text, "cannot read it: %s", strerror(errno));
        r->diag(r->ctx, r->path, 0, 0, text);
    }
    if (f != NULL)
        fclose(f);
    return ok;
}

static bool is_loaded(struct reader *r)
{
    const char *problem = libclang_load();
    if (problem != NULL && r->diag != NULL)
        r->diag(r->ctx, r->path, 0, 0, problem);
    return problem == NULL;
}

static bool parse_and_walk(struct reader *r, const char *const *args, int nargs, unsigned options)
{
    if (!is_readable(r) || !is_loaded(r))
        return false;
    int n;
    const char **all = all_args(r->model, args, nargs, &n);
    CXIndex index = libclang.createIndex(0, 0);
    enum CXErrorCode err =
        libclang.parseTranslationUnit2(index, r->path, all, n, NULL, 0, options, &r->tu);
    bool ok = err == CXError_Success;
    if (ok) {
        bool clean = !r->model || report_errors(r);
        struct walk w = {r, NULL};
        libclang.visitChildren(libclang.getTranslationUnitCursor(r->tu), visit, &w);
        ok = clean && !r->mistakes;
        libclang.disposeTranslationUnit(r->tu);
    } else if (r->diag != NULL) {
        r->diag(r->ctx, r->path, 0, 0, "clang cannot parse it; compile it to see why");
    }
    libclang.disposeIndex(index);
    free(all);
    vec_free(&r->reported);
    return ok;
}

bool model_set_add(struct model_set *s, const char *path, const char *const *args, int nargs,
                   model_diag *diag, void *ctx)
{
    struct reader r = {
        .set = s, .path = intern_str(&s->strings, path), .model = true, .diag = diag, .ctx = ctx};
    return parse_and_walk(&r, args, nargs, CXTranslationUnit_SkipFunctionBodies);
}

/* Does the text of the unit itself (not of what it includes) use annotations? */
static bool mentions_annotations(const char *path)
{
    bool found = false;
    char *line = NULL;
    size_t cap = 0;
    FILE *f = fopen(path, "r");
    while (f != NULL && !found && getline(&line, &cap, f) >= 0)
        found = strstr(line, "FBP_") != NULL;
    free(line);
    if (f != NULL)
        fclose(f);
    return found;
}

bool model_check_source(const char *path, const char *const *args, int nargs, model_diag *diag,
                        void *ctx)
{
    struct model_set *s = model_set_new();
    struct reader r = {.set = s, .path = intern_str(&s->strings, path), .diag = diag, .ctx = ctx};
    unsigned options = mentions_annotations(path) ? 0 : CXTranslationUnit_SkipFunctionBodies;
    bool ok = parse_and_walk(&r, args, nargs, options);
    model_set_free(s);
    return ok;
}
