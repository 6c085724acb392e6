/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as a file of synonyms, and their last line as a query: reading ends, and what is understood is a query again. */
#include <assert.h>
#include <stdint.h>

#include "query/variants.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_query(const struct tc_synonyms *synonyms, struct tc_str query)
{
	struct tc_arena arena;
	struct tc_analyzer *analyzer = NULL;
	struct tc_node *root = NULL, *again = NULL;
	struct tc_buf printed;
	size_t at;
	tc_arena_init(&arena, 64 << 20);
	tc_buf_init(&printed, 16384);
	if (tc_query_parse(query, &arena, &root, &at, NULL) == TC_OK && tc_analyzer_new(&analyzer, NULL) == TC_OK &&
	    tc_variants_add(root, synonyms, analyzer, &arena, NULL) == TC_OK) {
		tc_query_print(root, &printed);
		if (printed.failed == TC_OK) {
			enum tc_status status = tc_query_parse(tc_buf_str(&printed), &arena, &again, &at, NULL);
			assert(status == TC_OK || status == TC_ELIMIT);
		}
	}
	tc_analyzer_free(analyzer);
	tc_buf_release(&printed);
	tc_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_str text = {(const char *)data, size}, query = TC_STR_NONE;
	struct tc_synonyms *synonyms = NULL;
	for (struct tc_str rest = text; rest.p != NULL;)
		query = tc_str_split(&rest, '\n');
	if (tc_synonyms_parse(text, "x", &synonyms, NULL) == TC_OK)
		try_query(synonyms, query);
	tc_synonyms_free(synonyms);
	return 0;
}
