/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_CORPUS_HTML_ARTICLE_H
#define TC_CORPUS_HTML_ARTICLE_H

#include "corpus/html.h"
#include "corpus/sites.h"

/* One of several articles of a page. */
struct tc_html_story {
	uint32_t root;        /* the element that holds it */
	uint32_t heading;     /* in it */
	struct tc_str anchor; /* name to jump to, empty when it has none; lives as long as the page */
};

/* A page with more is left whole. */
#define TC_HTML_MAX_STORIES 500

/* The articles of a page that has several, 0 when it has one or is a listing.  May change the indices of nodes. */
size_t tc_html_stories(struct tc_html_page *page, struct tc_html_story *stories, size_t max);
/* Fills article from one story; site: rules to try first, or NULL. */
enum tc_status tc_html_story_article(struct tc_html_page *page, const struct tc_html_story *story, const struct tc_site *site,
				     struct tc_article *article, struct tc_err *err);

/* What a site rule found. */
struct tc_html_match {
	uint32_t node; /* TC_HTML_NONE for an attribute or a string */
	struct tc_str text;
	const struct tc_site_rule *rule;
};

struct tc_html_ruled {
	struct tc_html_match *v;
	size_t n, capacity;
};

/* One page on its way to an article: what html_arbiter.c chose and what html_fields.c finds around it. */
struct tc_html_job {
	const struct tc_html_page *page;
	struct tc_html_meta meta;
	struct tc_html_candidate *best, by_rule; /* best is by_rule when a rule found the body */
	struct tc_html_blocks lines;             /* of all of the page */
	struct tc_article *article;
	const char *title_from;
	uint32_t title_node; /* where the title stands, TC_HTML_NONE when it is not visible */
	uint32_t body_start; /* node of the first line of running text */
	uint32_t region;     /* smallest element around title and body */
	uint32_t scope;      /* the element of a story, 0 for all of the page */
	struct tc_html_ruled ruled[TC_SITE_FIELDS];
	size_t n_candidates; /* that best was chosen from */
	uint32_t lead_node;  /* TC_HTML_NONE when the lead is not an element of its own */
};

/* Evaluates the rules of a site (NULL: none) and hides what they remove. */
void tc_html_apply_rules(struct tc_html_job *job, struct tc_html_page *page, const struct tc_site *site);
/* Do the rules of a site (NULL: none) find a body on the page? */
bool tc_html_body_is_ruled(struct tc_html_page *page, const struct tc_site *site);
/* The first thing that the rules of a field found, or NULL. */
const struct tc_html_match *tc_html_ruled(const struct tc_html_job *job, enum tc_site_field field);
/* Each fills its target and returns true when rules found something for the field. */
bool tc_html_rule_is(const struct tc_html_job *job, enum tc_site_field field);
bool tc_html_rule_line(const struct tc_html_job *job, enum tc_site_field field, struct tc_str *value);
bool tc_html_rule_date(const struct tc_html_job *job, enum tc_site_field field, struct tc_date *date);
bool tc_html_rule_list(struct tc_html_job *job, enum tc_site_field field, struct tc_strs *list);
bool tc_html_rule_body(const struct tc_html_job *job, struct tc_html_candidate *body);
/* Takes out of the body what rules found for other fields. */
void tc_html_drop_ruled(struct tc_html_job *job);
/* Are two texts the same, or one the beginning (at least 30 bytes) of the other? */
bool tc_html_same_start(struct tc_str a, struct tc_str b);
/* Each fills its fields of job->article; in this order. */
void tc_html_find_title(struct tc_html_job *job);
void tc_html_find_lead(struct tc_html_job *job);
void tc_html_find_subtitle(struct tc_html_job *job);
void tc_html_find_authors(struct tc_html_job *job, bool by_rule); /* by_rule: a rule found them */
void tc_html_find_dates(struct tc_html_job *job);
void tc_html_find_section(struct tc_html_job *job);
/* Adds one step of the path, unless it is the front page, the paper or the title. */
void tc_html_add_section(struct tc_html_job *job, struct tc_str name, struct tc_str href);
void tc_html_find_keywords(struct tc_html_job *job);
/* "article" or "listing". */
struct tc_str tc_html_page_type(const struct tc_html_job *job);
/* Cuts lists of other articles off the end of the body's lines. */
void tc_html_cut_tail(struct tc_html_job *job);
/* How a rule would name the element: "div#noi-dung.chi-tiet". */
struct tc_str tc_html_describe(const struct tc_html_page *page, uint32_t node);
/* Explains a field: how and the element, if there is one. */
void tc_html_tell(const struct tc_html_job *job, const char *field, const char *how, uint32_t node);
/* Explains the body: the candidates that there were (n may be 0) and what was pruned. */
void tc_html_explain_body(const struct tc_html_job *job, const struct tc_html_candidate *candidates, size_t n);
/* Takes out of the lines of the body what is no text of it; after all fields are known. */
void tc_html_drop_lines(struct tc_html_job *job);
/* Is it the name of a news agency? */
bool tc_html_is_agency(struct tc_str name);
/* After the authors are known. */
void tc_html_find_source(struct tc_html_job *job);
/* Is a line a name alone, as a writer signs? */
bool tc_html_is_signature(struct tc_str line);

#endif
