/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_ANALYZERS_FOLD_H
#define TC_ANALYZERS_FOLD_H

#include "base/buf.h"
#include "base/str.h"

/* The ladder of equivalence, exact >= toneless >= ASCII.  All take any UTF-8 and add UTF-8 to out. */

/* Marks composed whatever order they were typed in (a + grave + breve = ằ), compatibility forms resolved (full width, ligatures,
 * superscripts, typographic quotes and dashes as ASCII), invisible marks gone, look-alikes of Đ mapped in Vietnamese words.  Case
 * and spelling kept: the canonical and expected columns of the tables. */
void tc_fold_canonical(struct tc_str text, struct tc_buf *out);
/* Canonical, and lower case. */
void tc_fold_lower(struct tc_str text, struct tc_buf *out);
/* The term of one word: lower, tone placement and i/y unified.  hoà and hòa give one, kĩ and kỹ give one, tai and tay two. */
void tc_fold_term(struct tc_str word, struct tc_buf *out);
/* Without tones, with ă â ê ô ơ ư đ: quyền -> quyên.  Of a term or any text. */
void tc_fold_toneless(struct tc_str term, struct tc_buf *out);
/* Without any mark: quyền -> quyen, đ -> d. */
void tc_fold_ascii(struct tc_str term, struct tc_buf *out);

/* What marks a typed word has: decides how far it may be widened. */
enum tc_marks { TC_MARKS_NONE, TC_MARKS_SHAPE, TC_MARKS_TONE };
enum tc_marks tc_fold_marks(struct tc_str word);

#endif
