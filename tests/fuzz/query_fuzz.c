/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The query parser on any bytes: it ends, it stays in its bounds, the place of an error lies in the query, and what it accepts
 * it prints in a form that it reads back and prints the same again. */
#include <stdint.h>
#include <stdlib.h>

#include "base/limits.h"
#include "query/parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum tc_status print_parsed(struct tc_str query, struct tc_buf *out)
{
	struct tc_arena arena;
	struct tc_node *root = NULL;
	struct tc_err err;
	size_t error_at = 0;
	tc_arena_init(&arena, 64 << 20);
	enum tc_status status = tc_query_parse(query, &arena, &root, &error_at, &err);
	if (status == TC_OK)
		tc_query_print(root, out);
	else if (error_at > query.n || err.text[0] == '\0')
		abort();
	tc_arena_release(&arena);
	return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_buf first, second;
	tc_buf_init(&first, 1 << 20);
	tc_buf_init(&second, 1 << 20);
	enum tc_status status = print_parsed((struct tc_str){(const char *)data, size}, &first);
	if (status == TC_OK && first.n <= TC_LIMIT_QUERY_BYTES) {
		/* Brackets that are written around every group count for the limit too: at it, the line may be over. */
		status = print_parsed(tc_buf_str(&first), &second);
		if (status != TC_ELIMIT && (status != TC_OK || !tc_str_eq(tc_buf_str(&first), tc_buf_str(&second))))
			abort();
	}
	tc_buf_release(&first);
	tc_buf_release(&second);
	return 0;
}
