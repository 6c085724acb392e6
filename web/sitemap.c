/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sitemaps: the protocol of sitemaps.org, version 0.9.
 *
 * A part is a range of docids, so that it costs the same wherever it lies in the archive, and a new article changes the last part
 * alone.  Of each article its stored data is read, which is why parts are far smaller than the 50,000 addresses that may be in
 * one; an index of sitemaps has at most as many parts, and what is over that is left out.  An id that an article has is the end
 * of its address, as in TC_PATH_ARTICLE.
 */
#include "web/sitemap.h"

#include "base/escape.h"
#include "base/limits.h"
#include "indexer/schema.h"
#include "query/searcher.h"
#include "xapianc/iterate.h"

#define PART 1000u
#define MAX_PARTS 50000u
#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"

static enum tc_status check_wanted(const struct tc_site *site, struct tc_err *err)
{
	return tc_site_config(site)->sitemap ? TC_OK : tc_err_set(err, TC_ENOENT, "there is no sitemap here");
}

/* Also brings the searcher to the newest revision. */
static enum tc_status count_parts(struct tc_searcher *searcher, uint32_t *n, struct tc_err *err)
{
	struct tc_db_stats stats;
	bool changed;
	enum tc_status status = tc_db_reopen(searcher->db, &changed, err);
	if (status == TC_OK)
		status = tc_db_stats(searcher->db, &stats, err);
	if (status == TC_OK)
		*n = stats.last_docid / PART + (stats.last_docid % PART > 0);
	if (status == TC_OK && *n > MAX_PARTS)
		*n = MAX_PARTS;
	return status;
}

enum tc_status tc_sitemap_index(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
				struct tc_err *err)
{
	struct tc_buf *out = &response->body;
	struct tc_loan loan;
	uint32_t n = 0;
	enum tc_status status = check_wanted(site, err);
	if (status != TC_OK)
		return status;
	if ((status = tc_site_borrow(site, &loan, err)) != TC_OK)
		return status;
	status = count_parts(loan.searcher, &n, err);
	tc_site_give_back(site, &loan, status);
	if (status != TC_OK)
		return status;
	response->content_type = TC_TYPE_XML;
	tc_buf_printf(out, HEAD, "sitemapindex");
	for (uint32_t i = 1; i <= n; i++) {
		tc_buf_add_cstr(out, "<sitemap><loc>");
		tc_escape_xml(tc_request_address(request, tc_arena_printf(request->arena, "/sitemap/%u.xml", i)), out);
		tc_buf_add_cstr(out, "</loc></sitemap>\n");
	}
	tc_buf_add_cstr(out, "</sitemapindex>\n");
	return TC_OK;
}

static enum tc_status add_article(struct tc_db *db, uint32_t docid, struct tc_str before, struct tc_buf *out, struct tc_err *err)
{
	struct tc_arena arena;
	struct tc_article article;
	struct tc_buf data;
	tc_arena_init(&arena, TC_LIMIT_ARTICLE_BYTES);
	tc_buf_init(&data, TC_LIMIT_ARTICLE_BYTES);
	tc_article_init(&article, &arena);
	enum tc_status status = tc_db_data(db, docid, &data, err);
	if (status == TC_OK)
		status = tc_schema_load(tc_buf_str(&data), &article, err);
	if (status == TC_OK) {
		const struct tc_date *date = article.updated.precision != TC_DATE_NONE ? &article.updated : &article.published;
		tc_buf_add_cstr(out, "<url><loc>");
		tc_escape_xml(before, out);
		tc_url_escape(article.id, out);
		tc_buf_add_cstr(out, "</loc>");
		if (date->precision >= TC_DATE_DAY) {
			tc_buf_add_cstr(out, "<lastmod>");
			tc_date_format(date, out);
			tc_buf_add_cstr(out, "</lastmod>");
		}
		tc_buf_add_cstr(out, "</url>\n");
	}
	tc_arena_release(&arena);
	tc_buf_release(&data);
	return status;
}

static enum tc_status add_part(struct tc_db *db, uint32_t part, const struct tc_request *request, struct tc_buf *out,
			       struct tc_err *err)
{
	const struct tc_str before = tc_request_address(request, TC_STR(TC_PATH_ARTICLE));
	const uint32_t first = (part - 1) * PART + 1;
	struct tc_postings *postings = NULL;
	uint32_t docid;
	enum tc_status status = tc_postings_of(db, TC_STR_NONE, &postings, err);
	if (status == TC_OK)
		status = tc_postings_skip_to(postings, first, err);
	while (status == TC_OK && (status = tc_postings_next(postings, &docid, err)) == TC_OK && docid < first + PART)
		status = add_article(db, docid, before, out, err);
	tc_postings_free(postings);
	return status == TC_END ? TC_OK : status;
}

enum tc_status tc_sitemap_part(struct tc_site *site, const struct tc_request *request, struct tc_response *response,
			       struct tc_err *err)
{
	struct tc_str name = request->arguments[0];
	struct tc_loan loan;
	unsigned long long part = 0;
	uint32_t n = 0;
	enum tc_status status = check_wanted(site, err);
	if (status != TC_OK)
		return status;
	if (!tc_str_ends(name, TC_STR(".xml")) || !tc_str_to_u64(tc_str_sub(name, 0, name.n - 4), MAX_PARTS, &part))
		return tc_err_set(err, TC_ENOENT, "there is no such sitemap");
	if ((status = tc_site_borrow(site, &loan, err)) != TC_OK)
		return status;
	status = count_parts(loan.searcher, &n, err);
	if (status == TC_OK && (part == 0 || part > n))
		status = tc_err_set(err, TC_ENOENT, "there is no such sitemap");
	response->content_type = TC_TYPE_XML;
	tc_buf_printf(&response->body, HEAD, "urlset");
	if (status == TC_OK)
		status = add_part(loan.searcher->db, (uint32_t)part, request, &response->body, err);
	tc_buf_add_cstr(&response->body, "</urlset>\n");
	tc_site_give_back(site, &loan, status);
	return status;
}
