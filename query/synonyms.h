/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_SYNONYMS_H
#define TC_QUERY_SYNONYMS_H

#include "base/status.h"
#include "query/typed.h"

/* A file of synonyms: abbreviations, other names, renamed places; the syntax is told in contrib/synonyms.vi and
 * tracuu-query(1), SYNONYMS. */
struct tc_synonyms;

/* Reads a file.  Lines that are wrong are passed over and told by tc_synonyms_refused.  TC_ENOENT, TC_EIO, TC_ENOMEM, TC_ELIMIT
 * for a file over TC_LIMIT_FILE_BYTES or with too many forms. */
enum tc_status tc_synonyms_load(const char *path, struct tc_synonyms **out, struct tc_err *err);
/* The same from the text of a file, which is named in messages. */
enum tc_status tc_synonyms_parse(struct tc_str text, const char *name, struct tc_synonyms **out, struct tc_err *err);
void tc_synonyms_free(struct tc_synonyms *synonyms); /* takes NULL */
/* Messages "FILE:LINE: why", the first hundred of them; *n_lines is how many lines were refused. */
const struct tc_strs *tc_synonyms_refused(const struct tc_synonyms *synonyms, size_t *n_lines);
/* Groups that were read. */
size_t tc_synonyms_groups(const struct tc_synonyms *synonyms);
/* The longest form that begins at words[0] and ends at a word where one may end: returns how many words it has, 0 when there is
 * none, and adds what else may stand for it to forms.  synonyms may be NULL. */
size_t tc_synonyms_find(const struct tc_synonyms *synonyms, const struct tc_typed *words, size_t n, struct tc_arena *arena,
			struct tc_forms *forms);

#endif
