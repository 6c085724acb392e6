/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Site rules (sites.h) on a page: finds the elements that they name.
 *
 * All rules of the site are evaluated first; what remove names is then hidden, so that neither a rule nor the general way counts
 * it. Of several rules for one field the first that finds text is taken.  An expression may name elements, attributes, text or
 * give a string.  What stands inside an element already taken for the same field is not taken again.
 *
 * Bounds: MAX_STEPS operations of libxml2's evaluator for an expression (some 0.2 s), MAX_MATCHES elements.  An expression that
 * needs more, or fails on a page, is told in the article's notes with its file and line, and finds nothing.
 *
 * A body by rule is pruned as every other (html_prune.c), and elements of the other fields are taken out of it. */
#include "corpus/html_article.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#define MAX_STEPS 2000000u
#define MAX_MATCHES 1000

static void no_complaint(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

/* So that an element of the parser's tells its index. */
static void number_nodes(const struct tc_html_page *page)
{
	for (uint32_t i = 0; i < page->n_nodes; i++)
		if (page->nodes[i].source != NULL)
			((xmlNode *)(uintptr_t)page->nodes[i].source)->_private = (void *)((uintptr_t)i + 1);
}

static bool is_in(const struct tc_html_page *page, uint32_t node, uint32_t root)
{
	return node != TC_HTML_NONE && root != TC_HTML_NONE && node >= root && node < page->nodes[root].end;
}

static void add(struct tc_html_job *job, enum tc_site_field field, const struct tc_site_rule *rule, uint32_t node,
		struct tc_str text)
{
	struct tc_html_ruled *ruled = &job->ruled[field];

	if (ruled->n >= MAX_MATCHES || (node != TC_HTML_NONE && node < job->scope) ||
	    (node != TC_HTML_NONE && node >= job->page->nodes[job->scope].end))
		return;
	for (size_t i = 0; i < ruled->n; i++)
		if (is_in(job->page, node, ruled->v[i].node))
			return;
	if (tc_arena_grow(job->page->arena, &ruled->v, &ruled->capacity, ruled->n, sizeof(*ruled->v)) == 0)
		ruled->v[ruled->n++] = (struct tc_html_match){node, text, rule};
}

static void add_node(struct tc_html_job *job, const struct tc_site_rule *rule, xmlNode *node)
{
	const struct tc_html_page *page = job->page;
	uint32_t index = (uint32_t)((uintptr_t)node->_private - 1);
	xmlChar *content;

	if (node->type == XML_ELEMENT_NODE && node->_private != NULL && index < page->n_nodes) {
		struct tc_str text = tc_html_text(page, index);

		if (text.n > 0 || rule->field == TC_SITE_REMOVE || rule->field == TC_SITE_LISTING)
			add(job, rule->field, rule, index, text);
		return;
	}
	if (node->type != XML_ATTRIBUTE_NODE && node->type != XML_TEXT_NODE)
		return;
	content = xmlNodeGetContent(node);
	if (content != NULL)
		add(job, rule->field, rule, TC_HTML_NONE, tc_html_clean(page->arena, tc_str_of((const char *)content)));
	xmlFree(content);
}

static void evaluate(struct tc_html_job *job, xmlXPathContextPtr context, const struct tc_site_rule *rule)
{
	xmlXPathObjectPtr found;

	context->opCount = 0;
	context->opLimit = MAX_STEPS;
	found = xmlXPathCompiledEval(rule->compiled, context);
	if (found == NULL) {
		tc_strs_add(&job->article->notes, job->page->arena,
			    tc_arena_printf(job->page->arena, "site rule %s:%u: fails on this page, or takes too long",
					    rule->file, (unsigned)rule->line));
		return;
	}
	if (found->type == XPATH_NODESET && found->nodesetval != NULL) {
		if (found->nodesetval->nodeNr <= MAX_MATCHES)
			xmlXPathNodeSetSort(found->nodesetval);
		for (int i = 0; i < found->nodesetval->nodeNr && i < MAX_MATCHES; i++)
			if (found->nodesetval->nodeTab[i]->type != XML_NAMESPACE_DECL)
				add_node(job, rule, found->nodesetval->nodeTab[i]);
	} else if (found->type == XPATH_STRING && found->stringval != NULL && found->stringval[0] != '\0') {
		add(job, rule->field, rule, TC_HTML_NONE,
		    tc_html_clean(job->page->arena, tc_str_of((const char *)found->stringval)));
	} else if (found->type == XPATH_BOOLEAN && found->boolval) {
		add(job, rule->field, rule, TC_HTML_NONE, TC_STR_NONE);
	}
	xmlXPathFreeObject(found);
}

static void remove_matches(struct tc_html_job *job, struct tc_html_page *page)
{
	const struct tc_html_ruled *ruled = &job->ruled[TC_SITE_REMOVE];

	for (size_t i = 0; i < ruled->n; i++)
		for (uint32_t j = ruled->v[i].node; j != TC_HTML_NONE && j < page->nodes[ruled->v[i].node].end; j++)
			page->nodes[j].hidden = TC_HTML_NO_TEXT;
	if (ruled->n > 0)
		tc_html_measure(page);
}

void tc_html_apply_rules(struct tc_html_job *job, struct tc_html_page *page, const struct tc_site *site)
{
	xmlXPathContextPtr context;

	if (site == NULL)
		return;
	context = xmlXPathNewContext(page->document);
	if (context == NULL) {
		page->arena->failed = TC_ENOMEM;
		return;
	}
	context->error = (xmlStructuredErrorFunc)no_complaint;
	number_nodes(page);
	for (size_t i = 0; i < site->n_rules; i++) {
		const struct tc_site_rule *rule = &site->rules[i];

		if (job->ruled[rule->field].n == 0 || rule->field == TC_SITE_REMOVE)
			evaluate(job, context, rule);
	}
	xmlXPathFreeContext(context);
	remove_matches(job, page);
}

bool tc_html_body_is_ruled(struct tc_html_page *page, const struct tc_site *site)
{
	struct tc_article ignored;
	struct tc_html_job job = {.page = page, .article = &ignored};

	tc_article_init(&ignored, page->arena);
	tc_html_apply_rules(&job, page, site);
	return job.ruled[TC_SITE_BODY].n > 0;
}

const struct tc_html_match *tc_html_ruled(const struct tc_html_job *job, enum tc_site_field field)
{
	return job->ruled[field].n > 0 ? &job->ruled[field].v[0] : NULL;
}

static const char *explained_as(enum tc_site_field field)
{
	return field == TC_SITE_AUTHOR ? "authors" : field == TC_SITE_LISTING ? "type" : tc_site_field_name(field);
}

static void tell(const struct tc_html_job *job, enum tc_site_field field)
{
	const struct tc_site_rule *rule = job->ruled[field].v[0].rule;

	tc_article_explain(job->article, explained_as(field), "site rule %s:%u: %.*s", rule->file, (unsigned)rule->line,
			   TC_STR_ARG(rule->selector));
}

bool tc_html_rule_is(const struct tc_html_job *job, enum tc_site_field field)
{
	if (job->ruled[field].n > 0)
		tell(job, field);
	return job->ruled[field].n > 0;
}

bool tc_html_rule_line(const struct tc_html_job *job, enum tc_site_field field, struct tc_str *value)
{
	const struct tc_html_match *match = tc_html_ruled(job, field);

	if (match == NULL || match->text.n == 0)
		return false;
	*value = match->text;
	tell(job, field);
	return true;
}

bool tc_html_rule_date(const struct tc_html_job *job, enum tc_site_field field, struct tc_date *date)
{
	for (size_t i = 0; i < job->ruled[field].n; i++)
		if (tc_html_date(job->ruled[field].v[i].text, date)) {
			tell(job, field);
			return true;
		}
	return false;
}

static struct tc_str href_of(const struct tc_html_page *page, uint32_t node)
{
	return node == TC_HTML_NONE ? TC_STR_NONE : tc_html_attr(page, node, "href");
}

bool tc_html_rule_list(struct tc_html_job *job, enum tc_site_field field, struct tc_strs *list)
{
	const struct tc_html_ruled *ruled = &job->ruled[field];

	for (size_t i = 0; i < ruled->n; i++)
		if (field == TC_SITE_AUTHOR)
			tc_html_add_authors(job->page->arena, ruled->v[i].text, job->article->publication, list);
		else if (field == TC_SITE_SECTION)
			tc_html_add_section(job, ruled->v[i].text, href_of(job->page, ruled->v[i].node));
		else if (!tc_strs_has(list, ruled->v[i].text))
			tc_strs_add(list, job->page->arena, ruled->v[i].text);
	if (list->n > 0 && ruled->n > 0)
		tell(job, field);
	return list->n > 0 && ruled->n > 0;
}

static uint32_t common_ancestor(const struct tc_html_page *page, uint32_t a, uint32_t b)
{
	while (a != TC_HTML_NONE && !is_in(page, b, a))
		a = page->nodes[a].parent;
	return a == TC_HTML_NONE ? page->body : a;
}

/* Drops what is in none of the matched elements. */
static void drop_between(const struct tc_html_page *page, const struct tc_html_ruled *ruled, struct tc_html_candidate *body)
{
	size_t k = 0;

	for (uint32_t i = body->root + 1; i < page->nodes[body->root].end; i++) {
		while (k < ruled->n && (ruled->v[k].node == TC_HTML_NONE || page->nodes[ruled->v[k].node].end <= i))
			k++;
		if (k < ruled->n && is_in(page, i, ruled->v[k].node))
			continue;
		if (k < ruled->n && is_in(page, ruled->v[k].node, i))
			continue; /* holds the next */
		body->drop[i] = 1;
		i = page->nodes[i].end - 1;
	}
}

bool tc_html_rule_body(const struct tc_html_job *job, struct tc_html_candidate *body)
{
	const struct tc_html_page *page = job->page;
	const struct tc_html_ruled *ruled = &job->ruled[TC_SITE_BODY];

	body->root = TC_HTML_NONE;
	for (size_t i = 0; i < ruled->n; i++)
		if (ruled->v[i].node != TC_HTML_NONE)
			body->root = body->root == TC_HTML_NONE ? ruled->v[i].node
								: common_ancestor(page, body->root, ruled->v[i].node);
	if (body->root == TC_HTML_NONE)
		return false;
	tc_html_prune(page, body);
	if (ruled->n > 1 && body->drop != NULL) {
		drop_between(page, ruled, body);
		tc_html_list_lines(page, body);
	}
	if (body->blocks.n == 0)
		return false;
	tell(job, TC_SITE_BODY);
	return true;
}

void tc_html_drop_ruled(struct tc_html_job *job)
{
	struct tc_html_candidate *body = job->best;
	bool any = false;

	for (int field = 0; field < TC_SITE_FIELDS && body->drop != NULL; field++)
		for (size_t i = 0; field != TC_SITE_BODY && field != TC_SITE_LISTING && i < job->ruled[field].n; i++) {
			uint32_t node = job->ruled[field].v[i].node;

			if (node != TC_HTML_NONE && node != body->root && is_in(job->page, node, body->root)) {
				body->drop[node] = 1;
				any = true;
			}
		}
	if (any)
		tc_html_list_lines(job->page, body);
}
