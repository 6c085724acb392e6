/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_QUOTE_FIND_H
#define TC_QUERY_QUOTE_FIND_H

#include "query/expand.h"
#include "query/find.h"
#include "query/quote_match.h"

/* The documents that may have the quote, ascending: none that has it is missing, most of the others are.  Lives in the expander's
 * arena.  When reading the places of more than give_up documents would be needed (0: of any number), there are none. */
enum tc_status tc_quote_candidates(const struct tc_expander *expander, const struct tc_quote *quote, size_t give_up,
				   struct tc_docids *out, struct tc_err *err);

#endif
