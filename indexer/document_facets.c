/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an article is counted and filtered by.
 *
 * A value is kept as printed: blanks at its ends go, and a hash sign of social media ("#tantien") or quotes around it stay, for
 * only the canonical form is compared.  The same value twice, "Kinh tế" and "KINH TẾ" among the keywords, is counted once and
 * shown as it came first.
 */
#include "indexer/document_facets.h"

#include "base/limits.h"
#include "indexer/facet.h"
#include "indexer/schema.h"

/* The values of one facet as they are collected. */
struct values {
	struct tc_analyzer *analyzer;
	const struct tc_facet_info *facet;
	struct tc_doc *doc;
	struct tc_buf packed, keys, key, term; /* keys: the canonical forms taken, each between two newlines */
	size_t n;
	struct tc_err *err;
};

/* Is the canonical form in v->key among v->keys? */
static bool is_taken(const struct values *v)
{
	struct tc_str keys = tc_buf_str(&v->keys);
	return tc_str_find(keys, tc_buf_str(&v->key), 0) < keys.n;
}

static enum tc_status add_value(struct values *v, struct tc_str value)
{
	value = tc_str_trim(value);
	if (value.n == 0 || value.n > TC_FACET_VALUE_BYTES || v->n >= TC_FACET_VALUES ||
	    tc_str_find_char(value, '\n', 0) < value.n)
		return TC_OK;
	tc_buf_reset(&v->key);
	tc_buf_add_char(&v->key, '\n');
	enum tc_status status = tc_facet_key(v->analyzer, value, &v->key, v->err);
	tc_buf_add_char(&v->key, '\n');
	if (status != TC_OK || v->key.n == 2 || is_taken(v))
		return status;
	tc_buf_add_str(&v->keys, tc_buf_str(&v->key));
	tc_schema_key(v->facet->prefix, tc_str_sub(tc_buf_str(&v->key), 1, v->key.n - 1), &v->term);
	status = tc_buf_check(&v->term, "facet of an article", v->err);
	if (status == TC_OK)
		status = tc_doc_add_term(v->doc, tc_buf_str(&v->term), 0, v->err);
	if (v->n++ > 0)
		tc_buf_add_char(&v->packed, '\n');
	tc_facet_mark(tc_str_sub(tc_buf_str(&v->key), 1, v->key.n - 1), &v->packed);
	tc_buf_add_str(&v->packed, value);
	return status;
}

static enum tc_status add_facet(struct tc_analyzer *analyzer, enum tc_facet facet, const struct tc_str *list, size_t n,
				struct tc_doc *doc, struct tc_err *err)
{
	struct values v = {.analyzer = analyzer, .facet = &tc_facets[facet], .doc = doc, .err = err};
	enum tc_status status = TC_OK;
	tc_buf_init(&v.packed, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&v.keys, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&v.key, TC_LIMIT_RECORD_BYTES);
	tc_buf_init(&v.term, TC_LIMIT_PATH_BYTES);
	for (size_t i = 0; i < n && status == TC_OK; i++)
		status = add_value(&v, list[i]);
	if (status == TC_OK)
		status = tc_buf_check(&v.packed, "facets of an article", err);
	if (status == TC_OK && v.n > 0)
		status = tc_doc_set_value(doc, v.facet->slot, tc_buf_str(&v.packed), err);
	tc_buf_release(&v.packed);
	tc_buf_release(&v.keys);
	tc_buf_release(&v.key);
	tc_buf_release(&v.term);
	return status;
}

enum tc_status tc_document_add_facets(struct tc_analyzer *analyzer, const struct tc_article *article, struct tc_names *names,
				      struct tc_doc *doc, struct tc_err *err)
{
	struct tc_str sources[2] = {article->source, article->publication};
	const struct tc_strs source_list = {sources, 2, 2};
	const struct {
		enum tc_facet facet;
		const struct tc_strs *list;
	} lists[] = {
		{TC_FACET_SECTION, &article->section},
		{TC_FACET_AUTHOR, &article->authors},
		{TC_FACET_KEYWORD, &article->keywords},
		{TC_FACET_SOURCE, &source_list},
	};
	const struct tc_str *found;
	size_t n_found;
	enum tc_status status = tc_names_list(names, &found, &n_found, err);
	for (size_t i = 0; i < sizeof lists / sizeof *lists && status == TC_OK; i++)
		status = add_facet(analyzer, lists[i].facet, lists[i].list->v, lists[i].list->n, doc, err);
	if (status == TC_OK)
		status = add_facet(analyzer, TC_FACET_NAME, found, n_found, doc, err);
	return status;
}
