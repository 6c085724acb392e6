/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_RESTORE_H
#define TC_QUERY_RESTORE_H

#include "analyzers/token.h"
#include "base/buf.h"
#include "xapianc/db.h"

/* The most probable marked reading of a text typed without marks, or with some, by what the archive has: its spellings and which
 * word follows which.  Marks that were typed stay; case, punctuation and lines too. */
struct tc_restorer;

/* Keeps what it read of db, which must stay as it is. */
enum tc_status tc_restorer_new(struct tc_db *db, struct tc_restorer **out, struct tc_err *err);
void tc_restorer_free(struct tc_restorer *restorer); /* takes NULL */
/* Adds the reading of a whole text to out. */
enum tc_status tc_restore_text(struct tc_restorer *restorer, struct tc_analyzer *analyzer, struct tc_str text, struct tc_buf *out,
			       struct tc_err *err);

struct tc_restored {
	double probability; /* of the reading among all readings of these letters, 0..1 */
	bool changed;       /* it is not what was typed */
	bool unknown;       /* has a word that the archive does not have in any spelling */
};
/* The same for a query, a piece of text that may begin and end anywhere. */
enum tc_status tc_restore_query(struct tc_restorer *restorer, struct tc_analyzer *analyzer, struct tc_str query,
				struct tc_buf *out, struct tc_restored *restored, struct tc_err *err);

#endif
