/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Notes of a file's articles, counted while they are read.
 *
 * They are in the stored data of each article too, but there a report would have to read all that an index has.  What a kind is
 * says inspect_notes.c.  A file has few kinds, so they are looked for one by one; the order in which they came is that of the
 * articles, and so the same in each run. */
#include "indexer/noted.h"

#include <stdio.h>
#include <string.h>

static void count(struct tc_noted *noted, bool encoding, const char *kind)
{
	size_t i = 0;
	while (i < noted->n && (noted->v[i].encoding != encoding || strcmp(noted->v[i].kind, kind) != 0))
		i++;
	if (i == TC_NOTED_KINDS) {
		i--; /* made "others" when it was taken */
	} else if (i == noted->n) {
		bool last = i + 1 == TC_NOTED_KINDS;
		noted->v[i] = (struct tc_noted_kind){.encoding = encoding && !last};
		snprintf(noted->v[i].kind, sizeof noted->v[i].kind, "%s", last ? "others" : kind);
		noted->n++;
	}
	noted->v[i].n++;
}

void tc_noted_add(struct tc_noted *noted, const struct tc_article *article)
{
	char kind[TC_NOTE_KIND_BYTES];
	for (size_t i = 0; i < article->notes.n; i++) {
		if (tc_note_encoding(article->notes.v[i], kind))
			count(noted, true, kind);
		if (tc_note_kind(article->notes.v[i], kind))
			count(noted, false, kind);
	}
}

void tc_noted_write(const struct tc_noted *noted, struct tc_buf *out)
{
	for (size_t i = 0; i < noted->n; i++) {
		tc_buf_printf(out, "%s=%u ", noted->v[i].encoding ? "encoding" : "note", noted->v[i].n);
		for (const char *c = noted->v[i].kind; *c != '\0'; c++)
			tc_buf_add_char(out, *c == '\n' ? ' ' : *c);
		tc_buf_add_char(out, '\n');
	}
}

bool tc_noted_line(struct tc_str line, bool *encoding, uint32_t *n, struct tc_str *kind)
{
	unsigned long long number = 0;
	*encoding = tc_str_starts(line, TC_STR("encoding="));
	if (!*encoding && !tc_str_starts(line, TC_STR("note=")))
		return false;
	line = tc_str_sub(line, tc_str_find_char(line, '=', 0) + 1, line.n);
	size_t blank = tc_str_find_char(line, ' ', 0);
	if (!tc_str_to_u64(tc_str_sub(line, 0, blank), UINT32_MAX, &number))
		return false;
	*n = (uint32_t)number;
	*kind = tc_str_sub(line, blank + 1, line.n);
	return true;
}
