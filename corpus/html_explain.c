/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Says why an article came out as it did, for a person who writes site rules: which element or declaration gave a field, what
 * else was near, what was left out.  Elements are named as in a rule (div#noi-dung.chi-tiet), so that a name can be copied from
 * here into a file.  Nothing is done unless article->explain is set. */
#include "corpus/html_article.h"

#include <string.h>
#include <libxml/tree.h>

#define MAX_CLASSES 3
#define MAX_PRUNED 12

static void add_classes(struct tc_buf *out, struct tc_str classes)
{
	size_t n = 0;

	while (classes.p != NULL && n < MAX_CLASSES) {
		struct tc_str one = tc_str_trim(tc_str_split(&classes, ' '));

		if (one.n == 0 || one.n > 60)
			continue;
		tc_buf_add_char(out, '.');
		tc_buf_add_str(out, one);
		n++;
	}
}

struct tc_str tc_html_describe(const struct tc_html_page *page, uint32_t node)
{
	const xmlNode *source = node == TC_HTML_NONE ? NULL : page->nodes[node].source;
	struct tc_str id, said = TC_STR_NONE;
	struct tc_buf out;

	if (node == TC_HTML_NONE)
		return TC_STR("no element");
	if (source == NULL)
		return TC_STR("a stretch of the page");
	if (source->type != XML_ELEMENT_NODE)
		return TC_STR("text");
	tc_buf_init(&out, 1024);
	tc_buf_add_cstr(&out, (const char *)source->name);
	id = tc_str_trim(tc_html_attr(page, node, "id"));
	if (id.n > 0 && id.n <= 60) {
		tc_buf_add_char(&out, '#');
		tc_buf_add_str(&out, id);
	}
	add_classes(&out, tc_html_attr(page, node, "class"));
	if (out.failed == TC_OK)
		said = tc_arena_str(page->arena, tc_buf_str(&out));
	tc_buf_release(&out);
	return said;
}

void tc_html_tell(const struct tc_html_job *job, const char *field, const char *how, uint32_t node)
{
	if (!job->article->explain)
		return;
	if (node == TC_HTML_NONE)
		tc_article_explain(job->article, field, "%s", how);
	else
		tc_article_explain(job->article, field, "%s %.*s", how, TC_STR_ARG(tc_html_describe(job->page, node)));
}

static const char *kind_of(const struct tc_html_candidate *candidate)
{
	return candidate->kind == 0 ? "named" : candidate->kind == 1 ? "by score" : "all of the page";
}

/* What was pruned from the body: the outermost elements, as they stand. */
static void tell_pruned(const struct tc_html_job *job)
{
	const struct tc_html_candidate *body = job->best;
	const struct tc_html_node *nodes = job->page->nodes;
	size_t n = 0, n_more = 0;

	for (uint32_t i = body->root + 1; body->drop != NULL && i < nodes[body->root].end; i++) {
		if (body->drop[i] == 0)
			continue;
		if (nodes[i].n_text > 0 && n++ < MAX_PRUNED)
			tc_article_explain(job->article, "body", "without %.*s (%u bytes)",
					   TC_STR_ARG(tc_html_describe(job->page, i)), (unsigned)nodes[i].n_text);
		else if (nodes[i].n_text > 0)
			n_more++;
		i = nodes[i].end - 1;
	}
	if (n_more > 0)
		tc_article_explain(job->article, "body", "without %zu more", n_more);
}

void tc_html_explain_body(const struct tc_html_job *job, const struct tc_html_candidate *candidates, size_t n)
{
	if (!job->article->explain)
		return;
	for (size_t i = 0; i < n; i++)
		tc_article_explain(job->article, "body", "%s %.*s (%s, %zu bytes of running text)",
				   job->best == &candidates[i] ? "candidate taken:" : "candidate:",
				   TC_STR_ARG(tc_html_describe(job->page, candidates[i].root)), kind_of(&candidates[i]),
				   candidates[i].n_paragraph);
	tell_pruned(job);
}
