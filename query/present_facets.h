/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_QUERY_PRESENT_FACETS_H
#define TC_QUERY_PRESENT_FACETS_H

#include "base/json.h"
#include "query/facets.h"
#include "query/terminal.h"

/* Facets and histogram as the presenters of text and JSON write them; nothing for what was not asked for. */
void tc_present_facets_text(struct tc_terminal *terminal, const struct tc_facets *facets);
/* Adds the names "facets" and "histogram" to the open object. */
void tc_present_facets_json(struct tc_json_writer *w, const struct tc_facets *facets);

#endif
