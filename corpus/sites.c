/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of site rules, tracuu-index(1), SITE RULES:
 *
 *	# a comment
 *	[tangiang.example *.baotangiang.example]
 *	title = h1.tieu-de
 *	body = //div[@id="noi-dung"]/div[2]
 *	remove = .tin-lien-quan
 *
 * A line in brackets names hosts, separated by blanks, and begins their rules; "*." stands for any host below, and a "www."
 *before a host counts for nothing.  A rule is a field and where it stands: an XPath 1.0 expression (beginning with "/" or "("),
 *or an element's name, classes and id as in CSS (h1, .sapo, div.chi-tiet.tin, #noi-dung), several of them one below another with
 *blanks between.  The same field again is a second place to look.  Everything is checked when it is read, so that a mistake is
 *found before the first page: an unknown field, an expression that libxml2 does not take, a host that has rules already.
 *
 * Left out: the rest of CSS (nothing that XPath cannot say), variables and functions that XPath does not have itself. */
#include "corpus/sites.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <libxml/xpath.h>

#include "base/alloc.h"
#include "base/buf.h"

#define MAX_FILE_BYTES (1u << 20)
#define MAX_RULES 4096
#define MAX_SELECTOR_BYTES 1000
#define MAX_ALL_BYTES (64u << 20)

static const char *const field_names[TC_SITE_FIELDS] = {"title",  "subtitle",  "lead",    "body",    "captions",
							"author", "published", "updated", "section", "keywords",
							"source", "remove",    "listing"};

struct host {
	struct tc_str name; /* small letters, without "*." and "www." */
	bool below;         /* any host below it */
	const char *file;
	uint32_t line;
	uint32_t site;
	struct host *next;
};

struct tc_sites {
	struct tc_arena arena;
	struct host *hosts; /* newest first */
	struct tc_site *sites;
	size_t n_sites, capacity;
	struct tc_site_rule **rules; /* of each site, as they grow */
	size_t *rule_capacities;
	size_t rules_capacity, capacities_capacity, n_rules;
	xmlXPathContextPtr context; /* compiles only */
};

/* Where the parser is. */
struct place {
	struct tc_sites *sites;
	const char *file;
	uint32_t line;
	bool open; /* a line of hosts was seen in this file */
	struct tc_err *err;
};

const char *tc_site_field_name(enum tc_site_field field)
{
	return field_names[field];
}

void tc_sites_free(struct tc_sites *sites)
{
	if (sites == NULL)
		return;
	for (size_t i = 0; i < sites->n_sites; i++)
		for (size_t k = 0; k < sites->sites[i].n_rules; k++)
			xmlXPathFreeCompExpr(sites->rules[i][k].compiled);
	if (sites->context != NULL)
		xmlXPathFreeContext(sites->context);
	tc_arena_release(&sites->arena);
	tc_free(sites);
}

static void no_complaint(void *user, xmlErrorPtr error)
{
	(void)user;
	(void)error;
}

static enum tc_status begin(struct tc_sites **out, struct tc_err *err)
{
	struct tc_sites *sites = tc_alloc(sizeof *sites);
	*out = NULL;
	if (sites == NULL)
		return tc_err_set(err, TC_ENOMEM, "site rules: no memory");
	tc_arena_init(&sites->arena, MAX_ALL_BYTES);
	sites->context = xmlXPathNewContext(NULL);
	if (sites->context == NULL) {
		tc_sites_free(sites);
		return tc_err_set(err, TC_ENOMEM, "site rules: no memory");
	}
	sites->context->error = (xmlStructuredErrorFunc)no_complaint;
	*out = sites;
	return TC_OK;
}

static struct tc_str small(struct tc_arena *arena, struct tc_str s)
{
	char *copy = tc_arena_alloc(arena, s.n + 1);
	if (copy == NULL)
		return TC_STR_NONE;
	for (size_t i = 0; i < s.n; i++)
		copy[i] = s.p[i] >= 'A' && s.p[i] <= 'Z' ? (char)(s.p[i] + 32) : s.p[i];
	return (struct tc_str){copy, s.n};
}

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
	       (c & 0x80) != 0;
}

static enum tc_status wrong(const struct place *at, const char *what, struct tc_str shown)
{
	return tc_err_set(at->err, TC_EARG, "%s:%u: %s '%.*s'", at->file, at->line, what, TC_STR_ARG(tc_str_sub(shown, 0, 200)));
}

/* One more name of the host.  The site is the newest. */
static enum tc_status add_host(struct place *at, struct tc_str word)
{
	struct tc_sites *sites = at->sites;
	struct host *host = tc_arena_alloc(&sites->arena, sizeof *host);
	struct tc_str name = small(&sites->arena, word);
	if (host == NULL || name.p == NULL)
		return tc_err_set(at->err, TC_ENOMEM, "site rules: no memory");
	host->below = tc_str_starts(name, TC_STR("*."));
	if (host->below)
		name = tc_str_sub(name, 2, name.n);
	else if (tc_str_starts(name, TC_STR("www.")))
		name = tc_str_sub(name, 4, name.n);
	for (size_t i = 0; i < name.n; i++)
		if (!is_name(name.p[i]) && name.p[i] != '.' && name.p[i] != ':')
			return wrong(at, "no host:", word);
	if (name.n == 0 || name.p[0] == '.')
		return wrong(at, "no host:", word);
	for (const struct host *other = sites->hosts; other != NULL; other = other->next)
		if (other->below == host->below && tc_str_eq(other->name, name))
			return tc_err_set(at->err, TC_EARG, "%s:%u: host '%.*s' has rules already, at %s:%u", at->file, at->line,
					  TC_STR_ARG(tc_str_sub(word, 0, 100)), other->file, other->line);
	host->name = name;
	host->file = at->file;
	host->line = at->line;
	host->site = (uint32_t)sites->n_sites - 1;
	host->next = sites->hosts;
	sites->hosts = host;
	return TC_OK;
}

/* "[host host ...]" */
static enum tc_status read_hosts(struct place *at, struct tc_str line)
{
	struct tc_sites *sites = at->sites;
	struct tc_str rest;
	enum tc_status status = TC_OK;
	size_t n = sites->n_sites, n_hosts = 0;
	if (line.p[line.n - 1] != ']')
		return wrong(at, "brackets are never closed:", line);
	if (tc_arena_grow(&sites->arena, &sites->sites, &sites->capacity, n, sizeof *sites->sites) != 0 ||
	    tc_arena_grow(&sites->arena, &sites->rules, &sites->rules_capacity, n, sizeof(*sites->rules)) != 0 ||
	    tc_arena_grow(&sites->arena, &sites->rule_capacities, &sites->capacities_capacity, n,
			  sizeof *sites->rule_capacities) != 0)
		return tc_err_set(at->err, TC_ENOMEM, "site rules: no memory");
	sites->sites[n] = (struct tc_site){NULL, 0};
	sites->rules[n] = NULL;
	sites->rule_capacities[n] = 0;
	sites->n_sites++;
	for (rest = tc_str_sub(line, 1, line.n - 1); rest.p != NULL && status == TC_OK;) {
		struct tc_str word = tc_str_trim(tc_str_split(&rest, ' '));
		if (word.n == 0)
			continue;
		status = add_host(at, word);
		n_hosts++;
	}
	at->open = true;
	return status == TC_OK && n_hosts == 0 ? wrong(at, "no host in brackets:", line) : status;
}

/* One step of a selector, "div.chi-tiet#bai": adds an XPath step; false when it is none. */
static bool add_step(struct tc_str step, struct tc_buf *xpath)
{
	size_t at = 0;
	while (at < step.n && is_name(step.p[at]))
		at++;
	tc_buf_add_cstr(xpath, "//");
	if (at == 0)
		tc_buf_add_char(xpath, '*');
	for (size_t i = 0; i < at; i++)
		tc_buf_add_char(xpath, step.p[i] >= 'A' && step.p[i] <= 'Z' ? (char)(step.p[i] + 32) : step.p[i]);
	while (at < step.n) {
		char kind = step.p[at++];
		size_t from = at;
		while (at < step.n && is_name(step.p[at]))
			at++;
		if (at == from)
			return false;
		if (kind == '.')
			tc_buf_printf(xpath, "[contains(concat(' ',normalize-space(@class),' '),' %.*s ')]", (int)(at - from),
				      step.p + from);
		else if (kind == '#')
			tc_buf_printf(xpath, "[@id='%.*s']", (int)(at - from), step.p + from);
		else
			return false;
	}
	return step.n > 0;
}

static enum tc_status compile(const struct place *at, struct tc_str selector, void **compiled)
{
	struct tc_buf xpath;
	enum tc_status status = TC_OK;
	bool good = true;
	tc_buf_init(&xpath, MAX_SELECTOR_BYTES * 40);
	if (selector.n > MAX_SELECTOR_BYTES)
		status = tc_err_set(at->err, TC_EARG, "%s:%u: expression longer than %u bytes", at->file, at->line,
				    MAX_SELECTOR_BYTES);
	else if (selector.n > 0 && (selector.p[0] == '/' || selector.p[0] == '('))
		tc_buf_add_str(&xpath, selector);
	else
		for (struct tc_str rest = selector; rest.p != NULL && good;) {
			struct tc_str step = tc_str_split(&rest, ' ');
			good = step.n == 0 ? selector.n > 0 : add_step(step, &xpath);
		}
	tc_buf_add_char(&xpath, '\0');
	if (status == TC_OK && !good)
		status = wrong(at, "neither an XPath expression nor element, class or id:", selector);
	if (status == TC_OK)
		status = tc_buf_check(&xpath, "site rules", at->err);
	if (status == TC_OK) {
		*compiled = xmlXPathCtxtCompile(at->sites->context, (const xmlChar *)xpath.p);
		if (*compiled == NULL)
			status = wrong(at, "not an XPath expression:", selector);
	}
	tc_buf_release(&xpath);
	return status;
}

/* "field = selector" */
static enum tc_status read_rule(struct place *at, struct tc_str line)
{
	struct tc_sites *sites = at->sites;
	size_t equals = tc_str_find_char(line, '=', 0), field = 0, i = sites->n_sites - 1;
	struct tc_str name = tc_str_trim(tc_str_sub(line, 0, equals)),
		      selector = tc_str_trim(tc_str_sub(line, equals + 1, line.n));
	struct tc_site_rule rule = {.file = at->file, .line = at->line};
	if (equals == line.n || name.n == 0 || selector.n == 0)
		return wrong(at, "not a rule (field = place):", line);
	if (!at->open)
		return wrong(at, "rule before the first [host]:", line);
	while (field < TC_SITE_FIELDS && !tc_str_eq(name, tc_str_of(field_names[field])))
		field++;
	if (field == TC_SITE_FIELDS)
		return wrong(at, "unknown field", name);
	if (sites->n_rules == MAX_RULES)
		return tc_err_set(at->err, TC_EARG, "%s:%u: more than %u rules", at->file, at->line, MAX_RULES);
	rule.field = (enum tc_site_field)field;
	rule.selector = tc_arena_str(&sites->arena, selector);
	enum tc_status status = compile(at, selector, &rule.compiled);
	if (status != TC_OK)
		return status;
	if (rule.selector.p == NULL || tc_arena_grow(&sites->arena, &sites->rules[i], &sites->rule_capacities[i],
						     sites->sites[i].n_rules, sizeof rule) != 0) {
		xmlXPathFreeCompExpr(rule.compiled);
		return tc_err_set(at->err, TC_ENOMEM, "site rules: no memory");
	}
	sites->rules[i][sites->sites[i].n_rules++] = rule;
	sites->sites[i].rules = sites->rules[i];
	sites->n_rules++;
	return TC_OK;
}

static enum tc_status parse(struct tc_sites *sites, struct tc_str text, const char *name, struct tc_err *err)
{
	struct place at = {.sites = sites, .err = err};
	enum tc_status status = TC_OK;
	at.file = tc_arena_cstr(&sites->arena, tc_str_of(name));
	if (tc_str_starts(text, TC_STR("\xEF\xBB\xBF")))
		text = tc_str_sub(text, 3, text.n);
	while (text.p != NULL && status == TC_OK) {
		struct tc_str line = tc_str_trim(tc_str_split(&text, '\n'));
		at.line++;
		if (line.n == 0 || line.p[0] == '#')
			continue;
		if (tc_str_find_char(line, '\0', 0) < line.n)
			status = tc_err_set(err, TC_EARG, "%s:%u: not text", at.file, at.line);
		else
			status = line.p[0] == '[' ? read_hosts(&at, line) : read_rule(&at, line);
	}
	return status;
}

enum tc_status tc_sites_parse(struct tc_str text, const char *name, struct tc_sites **out, struct tc_err *err)
{
	enum tc_status status = begin(out, err);
	if (status == TC_OK)
		status = parse(*out, text, name, err);
	if (status != TC_OK) {
		tc_sites_free(*out);
		*out = NULL;
	}
	return status;
}

static enum tc_status read_file(struct tc_sites *sites, const char *path, struct tc_err *err)
{
	char bytes[4096];
	struct tc_buf text;
	FILE *file = fopen(path, "re");
	enum tc_status status = TC_OK;
	size_t n;
	if (file == NULL)
		return tc_err_errno(err, errno, "%s", path);
	tc_buf_init(&text, MAX_FILE_BYTES);
	while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
		tc_buf_add(&text, bytes, n);
	if (ferror(file))
		status = tc_err_errno(err, errno, "%s", path);
	fclose(file);
	if (status == TC_OK)
		status = tc_buf_check(&text, path, err);
	if (status == TC_OK)
		status = parse(sites, tc_buf_str(&text), path, err);
	tc_buf_release(&text);
	return status;
}

static int is_rules(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && tc_str_ends(tc_str_of(entry->d_name), TC_STR(".conf"));
}

enum tc_status tc_sites_load(const char *dir, struct tc_sites **out, struct tc_err *err)
{
	struct dirent **names = NULL;
	struct tc_buf path;
	enum tc_status status = begin(out, err);
	int n;
	if (status != TC_OK)
		return status;
	n = scandir(dir, &names, is_rules, alphasort);
	if (n < 0)
		status = tc_err_errno(err, errno, "%s", dir);
	tc_buf_init(&path, MAX_SELECTOR_BYTES * 8);
	for (int i = 0; i < n; i++) {
		tc_buf_reset(&path);
		tc_buf_printf(&path, "%s/%s", dir, names[i]->d_name);
		tc_buf_add_char(&path, '\0');
		if (status == TC_OK)
			status = tc_buf_check(&path, dir, err);
		if (status == TC_OK)
			status = read_file(*out, path.p, err);
		tc_free(names[i]);
	}
	tc_free(names);
	tc_buf_release(&path);
	if (status == TC_OK && (*out)->n_sites == 0)
		status = tc_err_set(err, TC_EARG, "%s: no site rules in it (*.conf)", dir);
	if (status != TC_OK) {
		tc_sites_free(*out);
		*out = NULL;
	}
	return status;
}

/* The rules of one host, of the closest host above it. */
static const struct tc_site *of_host(const struct tc_sites *sites, struct tc_str host)
{
	const struct host *best = NULL;
	host = tc_str_sub(host, 0, tc_str_find_char(host, ':', 0));
	for (const struct host *h = sites->hosts; h != NULL; h = h->next) {
		struct tc_str rest = host;
		bool www = host.n > 4 && tc_str_eq_ascii_nocase(tc_str_sub(host, 0, 4), TC_STR("www."));
		if (!h->below && (tc_str_eq_ascii_nocase(host, h->name) ||
				  (www && tc_str_eq_ascii_nocase(tc_str_sub(host, 4, host.n), h->name))))
			return &sites->sites[h->site];
		if (host.n > h->name.n)
			rest = tc_str_sub(host, host.n - h->name.n, host.n);
		if (h->below && tc_str_eq_ascii_nocase(rest, h->name) &&
		    (host.n == h->name.n || host.p[host.n - h->name.n - 1] == '.') && (best == NULL || h->name.n > best->name.n))
			best = h;
	}
	return best == NULL ? NULL : &sites->sites[best->site];
}

const struct tc_site *tc_sites_find(const struct tc_sites *sites, struct tc_str url, struct tc_str path)
{
	size_t at = tc_str_find(url, TC_STR("://"), 0), end;
	const struct tc_site *site = NULL;
	if (sites == NULL)
		return NULL;
	if (at == url.n && tc_str_starts(url, TC_STR("//")))
		at = 0, end = 2;
	else
		end = at + 3;
	if (at < url.n) {
		url = tc_str_sub(url, end, url.n);
		for (end = 0; end < url.n && strchr("/?#", url.p[end]) == NULL; end++)
			;
		return of_host(sites, tc_str_sub(url, 0, end));
	}
	for (struct tc_str rest = path; rest.p != NULL && site == NULL;) {
		struct tc_str folder = tc_str_split(&rest, '/');
		if (rest.p != NULL && tc_str_find_char(folder, '.', 0) < folder.n)
			site = of_host(sites, folder);
	}
	return site;
}
