/* A streaming writer of JSON: nothing is kept but the nesting, so output of any size costs no
 * memory. Keys are NULL inside arrays. What is not UTF-8 is written as U+FFFD. */
#ifndef FBP_REPORT_JSON_OUT_H
#define FBP_REPORT_JSON_OUT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { JSON_DEPTH = 32 };

struct json {
    FILE *out;
    int depth;
    bool array[JSON_DEPTH], filled[JSON_DEPTH];
};

void json_object(struct json *j, const char *key);
void json_array(struct json *j, const char *key);
void json_end(struct json *j); /* of the innermost object or array; a newline after the outermost */
void json_string(struct json *j, const char *key, const char *value);    /* NULL: null */
void json_string_if(struct json *j, const char *key, const char *value); /* NULL: nothing */
void json_number(struct json *j, const char *key, uint64_t value);
void json_bool(struct json *j, const char *key, bool value);

#endif
