/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The API as OpenAPI 3.0.3 (spec.openapis.org), made from one table: a path, what it is for, and the parameters that it takes.
 *
 * The answers are described in tracuu-query(1), for whose JSON they are; here they are objects with a number of the format.  The
 * table is beside the handlers and not part of them, because they read whole groups of parameters at once; a test asks every path
 * with every parameter that stands here, and each of the routes must stand here.
 */
#include "web/openapi.h"

#include "base/json.h"

struct parameter {
	const char *name;
	const char *type; /* "string", "integer", "boolean", or "a|b|c" */
	const char *help;
	bool repeated;
};

static const struct parameter query = {"q", "string", "Words to search for, in the language of tracuu-query(1)", false};
static const struct parameter page[] = {
	{"size", "integer", "Articles of a page", false},
	{"n", "integer", "The same", false},
	{"page", "integer", "Which page, from 1", false},
	{"offset", "integer", "Articles to pass over, instead of page", false},
	{"snippet", "integer", "Characters of a snippet", false},
};
static const struct parameter search[] = {
	{"sort", "relevance|date|-date", "Best first, oldest first, newest first", false},
	{"from", "string", "Published then or later: 2023, 01/2023, 8/1/2023 or 2023-01-08", false},
	{"to", "string", "Published then or earlier", false},
	{"section", "string", "Articles of that section alone", true},
	{"author", "string", "Articles by that author alone", true},
	{"keyword", "string", "Articles with that keyword alone", true},
	{"source", "string", "Articles of that source alone", true},
	{"name", "string", "Articles that name that person, place or organisation", true},
	{"year", "string", "Articles of that year: 2023", true},
	{"month", "string", "Articles of that month: 01/2023 or 2023-01", true},
	{"day", "string", "Articles of that day: 8/1/2023 or 2023-01-08", true},
	{"any", "boolean", "One word is enough", false},
	{"exact", "boolean", "Letters and marks as typed", false},
	{"collapse", "boolean", "Fold reprints under the earliest article", false},
	{"reprints", "boolean", "List what is folded", false},
	{"suggest", "boolean", "Look for what else may have been meant", false},
	{"quote", "auto|yes|no", "Look for the words as one passage", false},
	{"facets", "string", "What to count: year, month, day, section, author, keyword, source, name", false},
	{"facet_values", "integer", "Values of each facet, 0 for all", false},
	{"histogram", "auto|year|month|day", "Count the articles over time", false},
	{"snippets", "integer", "Passages of each article", false},
};
static const struct parameter prefix[] = {
	{"q", "string", "The beginning of a query", false},
	{"n", "integer", "Completions", false},
};

static const struct parameter formats = {"format", "json|jsonl|csv|kwic-csv|bibtex|ris|csl|wiki|text|kwic|trec",
					 "What the answer is written as; JSON when nothing is said", false};
static const struct parameter article_formats = {"format", "json|text|bibtex|ris|csl|wiki",
						 "What the answer is written as; JSON when nothing is said", false};

/* Groups of parameters of an operation. */
enum { QUERY = 1, PAGE = 2, SEARCH = 4, PREFIX = 8, ID_PATH = 16, ID_QUERY = 32, FORMAT = 64, ARTICLE = 128 };

static const struct {
	const char *path, *summary;
	unsigned groups;
} operations[] = {
	{"/api/search", "Search", QUERY | PAGE | SEARCH | FORMAT},
	{"/api/facets", "Count what a search finds by facets", QUERY | PAGE | SEARCH},
	{"/api/suggest", "Complete a query", PREFIX},
	{"/api/article", "An article, by its id, address or file", ID_QUERY | QUERY | ARTICLE},
	{"/api/article/{id}", "An article, by its id, address or file", ID_PATH | QUERY | ARTICLE},
	{"/api/similar", "Articles like one", ID_QUERY | PAGE | FORMAT},
	{"/api/similar/{id}", "Articles like one", ID_PATH | PAGE | FORMAT},
	{"/api/health", "Does the server work?", 0},
	{"/api/openapi.json", "This description", 0},
};

static void write_schema(struct tc_json_writer *w, const struct parameter *p)
{
	struct tc_str rest = tc_str_of(p->type);
	tc_json_begin_object(w);
	if (tc_str_find_char(rest, '|', 0) == rest.n) {
		tc_json_key_str(w, "type", tc_str_of(p->repeated ? "array" : p->type));
		if (p->repeated) {
			tc_json_key(w, "items");
			tc_json_begin_object(w);
			tc_json_key_str(w, "type", rest);
			tc_json_end_object(w);
		}
	} else {
		tc_json_key_str(w, "type", TC_STR("string"));
		tc_json_key(w, "enum");
		tc_json_begin_array(w);
		while (rest.p != NULL)
			tc_json_str(w, tc_str_split(&rest, '|'));
		tc_json_end_array(w);
	}
	tc_json_end_object(w);
}

static void write_parameter(struct tc_json_writer *w, const struct parameter *p, bool in_path, bool required)
{
	tc_json_begin_object(w);
	tc_json_key_str(w, "name", tc_str_of(p->name));
	tc_json_key_str(w, "in", in_path ? TC_STR("path") : TC_STR("query"));
	tc_json_key_bool(w, "required", required);
	tc_json_key_str(w, "description", tc_str_of(p->help));
	tc_json_key(w, "schema");
	write_schema(w, p);
	tc_json_end_object(w);
}

static void write_parameters(struct tc_json_writer *w, unsigned groups)
{
	static const struct parameter id = {"id", "string", "Id, address or file as answers have it", false};
	tc_json_key(w, "parameters");
	tc_json_begin_array(w);
	if ((groups & (ID_PATH | ID_QUERY)) != 0)
		write_parameter(w, &id, (groups & ID_PATH) != 0, true);
	if ((groups & QUERY) != 0)
		write_parameter(w, &query, false, false);
	for (size_t i = 0; (groups & PAGE) != 0 && i < sizeof page / sizeof *page; i++)
		write_parameter(w, &page[i], false, false);
	for (size_t i = 0; (groups & SEARCH) != 0 && i < sizeof search / sizeof *search; i++)
		write_parameter(w, &search[i], false, false);
	for (size_t i = 0; (groups & PREFIX) != 0 && i < sizeof prefix / sizeof *prefix; i++)
		write_parameter(w, &prefix[i], false, false);
	if ((groups & FORMAT) != 0)
		write_parameter(w, &formats, false, false);
	if ((groups & ARTICLE) != 0)
		write_parameter(w, &article_formats, false, false);
	tc_json_end_array(w);
}

static void write_answer(struct tc_json_writer *w, const char *code, const char *description, const char *schema)
{
	tc_json_key(w, code);
	tc_json_begin_object(w);
	tc_json_key_str(w, "description", tc_str_of(description));
	tc_json_key(w, "content");
	tc_json_begin_object(w);
	tc_json_key(w, "application/json");
	tc_json_begin_object(w);
	tc_json_key(w, "schema");
	tc_json_begin_object(w);
	tc_json_key_str(w, "$ref", tc_str_of(schema));
	tc_json_end_object(w);
	tc_json_end_object(w);
	tc_json_end_object(w);
	tc_json_end_object(w);
}

static void write_operation(struct tc_json_writer *w, const char *summary, unsigned groups)
{
	static const char answer[] = "#/components/schemas/Answer", error[] = "#/components/schemas/Error";
	tc_json_begin_object(w);
	tc_json_key(w, "get");
	tc_json_begin_object(w);
	tc_json_key_str(w, "summary", tc_str_of(summary));
	write_parameters(w, groups);
	tc_json_key(w, "responses");
	tc_json_begin_object(w);
	write_answer(w, "200", "What was asked for", answer);
	write_answer(w, "400", "A parameter or the query cannot be", error);
	write_answer(w, "401", "A password is needed", error);
	if ((groups & (ID_PATH | ID_QUERY)) != 0)
		write_answer(w, "404", "There is no such article", error);
	write_answer(w, "429", "Too many requests from this address", error);
	write_answer(w, "503", "The query took too long, or the server is busy", error);
	tc_json_end_object(w);
	tc_json_end_object(w);
	tc_json_end_object(w);
}

/* {"type":"object","required":[...],"properties":{...}} */
static void write_schemas(struct tc_json_writer *w)
{
	static const char schemas[2][2][16] = {{"Answer", ""}, {"Error", "error"}};
	static const struct parameter number = {"format", "integer", "", false}, object = {"error", "object", "", false};
	tc_json_begin_object(w);
	for (size_t i = 0; i < 2; i++) {
		tc_json_key(w, schemas[i][0]);
		tc_json_begin_object(w);
		tc_json_key_str(w, "type", TC_STR("object"));
		tc_json_key(w, "required");
		tc_json_begin_array(w);
		tc_json_str(w, TC_STR("format"));
		if (i == 1)
			tc_json_str(w, TC_STR("error"));
		tc_json_end_array(w);
		tc_json_key(w, "properties");
		tc_json_begin_object(w);
		tc_json_key(w, "format");
		write_schema(w, &number);
		if (i == 1) {
			tc_json_key(w, "error");
			write_schema(w, &object);
		}
		tc_json_end_object(w);
		tc_json_end_object(w);
	}
	tc_json_end_object(w);
}

void tc_openapi_write(const struct tc_site_config *config, const struct tc_request *request, struct tc_buf *out)
{
	struct tc_json_writer writer, *w = &writer;
	tc_json_writer_init(w, out);
	tc_json_begin_object(w);
	tc_json_key_str(w, "openapi", TC_STR("3.0.3"));
	tc_json_key(w, "info");
	tc_json_begin_object(w);
	tc_json_key_str(w, "title", tc_str_of(config->title));
	tc_json_key_str(w, "version", tc_str_of(PACKAGE_VERSION));
	tc_json_end_object(w);
	tc_json_key(w, "servers");
	tc_json_begin_array(w);
	tc_json_begin_object(w);
	tc_json_key_str(w, "url", request->base.n > 0 ? request->base : TC_STR("/"));
	tc_json_end_object(w);
	tc_json_end_array(w);
	tc_json_key(w, "paths");
	tc_json_begin_object(w);
	for (size_t i = 0; i < sizeof operations / sizeof *operations; i++) {
		tc_json_key(w, operations[i].path);
		write_operation(w, operations[i].summary, operations[i].groups);
	}
	tc_json_end_object(w);
	tc_json_key(w, "components");
	tc_json_begin_object(w);
	tc_json_key(w, "schemas");
	write_schemas(w);
	tc_json_end_object(w);
	tc_json_end_object(w);
	tc_buf_add_char(out, '\n');
}
