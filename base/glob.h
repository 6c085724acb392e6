/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_BASE_GLOB_H
#define TC_BASE_GLOB_H

#include "base/str.h"

/* Patterns of paths: * is any characters but /, ** any characters, and as a whole part any number of parts or none, ? one
 * character but /, [a-z] one of these, [!a-z] none of them, \ takes the next character as it is.  Characters are those of UTF-8;
 * a byte that is none counts as one. */

/* Does pattern match all of path? */
bool tc_glob_match(struct tc_str pattern, struct tc_str path);
/* Does pattern name the file or folder at path?  One that begins with / is compared with the whole path, any other with its last
 * parts, as many as the pattern has: "*.jpg" "bang/2004" "2004-*".  One that ends in / names folders only. */
bool tc_glob_names(struct tc_str pattern, struct tc_str path, bool is_folder);
/* Is it a pattern: not empty, its brackets closed, no \ at its end? */
bool tc_glob_valid(struct tc_str pattern);

#endif
