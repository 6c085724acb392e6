/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What all answers have in common.
 *
 * ETag and conditional requests are RFC 9110, 8.8 and 13.  An ETag is a hash of the body, made here, unless the handler knew a
 * better one.  It is weak, because the same answer gzipped has it too and a search's elapsed time is not looked at; so only weak
 * comparison is made, which is all that GET needs.  If-Modified-Since counts when no If-None-Match came.
 *
 * Security headers are on every answer, errors and redirects too.  The policy (CSP level 3) lets pages load scripts, styles and
 * images of this server alone and has no place for inline script or style.  Nobody may frame a page, but for what is made for it
 * (/embed), which those may whom --frame-origin names.
 *
 * What is smaller than a packet is not worth gzip, nor is what is compressed already.
 */
#include "web/response.h"

#include <string.h>

#include "base/date.h"
#include "base/deflate.h"

/* Less than that fits into one packet with its headers. */
#define GZIP_FROM_BYTES 860
#define GZIP_LEVEL 6

void tc_response_init(struct tc_response *response)
{
	*response = (struct tc_response){.status = 200, .content_type = TC_TYPE_TEXT};
	tc_buf_init(&response->body, TC_WEB_BODY_BYTES);
}

void tc_response_release(struct tc_response *response)
{
	tc_buf_release(&response->body);
}

void tc_response_reset(struct tc_response *response)
{
	tc_response_release(response);
	tc_response_init(response);
}

void tc_response_header(struct tc_response *response, const char *name, struct tc_str value)
{
	if (response->n_headers < TC_RESPONSE_HEADERS)
		response->headers[response->n_headers++] = (struct tc_header){name, value};
}

struct tc_str tc_response_header_of(const struct tc_response *response, const char *name)
{
	for (size_t i = 0; i < response->n_headers; i++)
		if (tc_str_eq_ascii_nocase(tc_str_of(response->headers[i].name), tc_str_of(name)))
			return response->headers[i].value;
	return TC_STR_NONE;
}

void tc_response_redirect(const struct tc_request *request, struct tc_response *response, int status, struct tc_str path)
{
	tc_response_reset(response);
	response->status = status;
	response->location = tc_arena_printf(request->arena, "%.*s%.*s", TC_STR_ARG(request->base), TC_STR_ARG(path));
	tc_buf_printf(&response->body, "%s\n", tc_response_reason(status));
}

const char *tc_response_reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} reasons[] = {
		{200, "OK"},
		{204, "No Content"},
		{301, "Moved Permanently"},
		{302, "Found"},
		{303, "See Other"},
		{304, "Not Modified"},
		{400, "Bad Request"},
		{401, "Unauthorized"},
		{403, "Forbidden"},
		{404, "Not Found"},
		{405, "Method Not Allowed"},
		{414, "URI Too Long"},
		{421, "Misdirected Request"},
		{429, "Too Many Requests"},
		{431, "Request Header Fields Too Large"},
		{500, "Internal Server Error"},
		{503, "Service Unavailable"},
	};
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Unknown";
}

/* Is one of the tags of an If-None-Match ours? */
static bool names_tag(struct tc_str header, struct tc_str etag)
{
	while (header.p != NULL) {
		struct tc_str tag = tc_str_trim(tc_str_split(&header, ','));
		if (tc_str_eq(tag, TC_STR("*")))
			return true;
		if (tc_str_starts(tag, TC_STR("W/")))
			tag = tc_str_sub(tag, 2, tag.n);
		if (tag.n == etag.n + 2 && tag.p[0] == '"' && tc_str_eq(tc_str_sub(tag, 1, tag.n - 1), etag))
			return true;
	}
	return false;
}

/* Has the browser what it would get? */
static bool is_known(const struct tc_request *request, const struct tc_response *response)
{
	int64_t since;
	if (request->if_none_match.n > 0)
		return response->etag.n > 0 && names_tag(request->if_none_match, response->etag);
	return response->last_modified > 0 && tc_http_date_read(request->if_modified_since, &since) &&
	       response->last_modified <= since;
}

/* The hash of a body, without the time that a search took. */
static struct tc_str tag_of(const struct tc_request *request, struct tc_str body)
{
	struct tc_str key = TC_STR("\"elapsed_ms\":");
	size_t at = tc_str_find(body, key, 0);
	size_t end = at < body.n ? tc_str_find_char(body, ',', at) : body.n;
	return tc_arena_printf(request->arena, "%016llx%08llx", tc_str_hash(tc_str_sub(body, 0, at)),
			       tc_str_hash(tc_str_sub(body, end, body.n)) & 0xFFFFFFFF);
}

static void add_policy(const struct tc_request *request, struct tc_response *response, const char *frame_origins)
{
	const char *who = !response->framed ? "'none'" : frame_origins == NULL ? "'self'" : frame_origins;
	tc_response_header(response, "Content-Security-Policy",
			   tc_arena_printf(request->arena,
					   "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
					   "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
					   "base-uri 'none'; frame-ancestors %s",
					   who));
	tc_response_header(response, "X-Content-Type-Options", TC_STR("nosniff"));
	tc_response_header(response, "Referrer-Policy", TC_STR("same-origin"));
	tc_response_header(response, "Cross-Origin-Opener-Policy", TC_STR("same-origin"));
	tc_response_header(response, "Permissions-Policy",
			   TC_STR("camera=(), geolocation=(), microphone=(), interest-cohort=()"));
	if (!response->framed)
		tc_response_header(response, "X-Frame-Options", TC_STR("DENY"));
}

static bool is_text(const char *type)
{
	return strncmp(type, "text/", 5) == 0 || strstr(type, "json") != NULL || strstr(type, "xml") != NULL;
}

static enum tc_status compress(const struct tc_request *request, struct tc_response *response, struct tc_err *err)
{
	struct tc_buf packed;
	if (response->body.n < GZIP_FROM_BYTES || !is_text(response->content_type))
		return TC_OK;
	if (!request->accepts_gzip)
		return TC_OK;
	tc_buf_init(&packed, TC_WEB_BODY_BYTES * 2ul);
	enum tc_status status = tc_deflate_gzip(tc_buf_str(&response->body), GZIP_LEVEL, &packed, err);
	if (status != TC_OK) {
		tc_buf_release(&packed);
		return status;
	}
	tc_buf_release(&response->body);
	response->body = packed;
	tc_response_header(response, "Content-Encoding", TC_STR("gzip"));
	return TC_OK;
}

static void add_validators(const struct tc_request *request, struct tc_response *response)
{
	struct tc_buf date;
	if (response->etag.n > 0)
		tc_response_header(response, "ETag", tc_arena_printf(request->arena, "W/\"%.*s\"", TC_STR_ARG(response->etag)));
	if (response->last_modified <= 0)
		return;
	tc_buf_init(&date, 64);
	tc_http_date(response->last_modified, &date);
	tc_response_header(response, "Last-Modified", tc_arena_str(request->arena, tc_buf_str(&date)));
	tc_buf_release(&date);
}

enum tc_status tc_response_finish(const struct tc_request *request, struct tc_response *response, const char *frame_origins,
				  struct tc_err *err)
{
	const char *control = response->cache_control;
	const bool keep = response->status == 200 && !response->stopped && (control == NULL || strcmp(control, "no-store") != 0);
	enum tc_status status = tc_buf_check(&response->body, "answer", err);
	if (status != TC_OK)
		return status;
	if (keep && response->etag.n == 0)
		response->etag = tag_of(request, tc_buf_str(&response->body));
	add_policy(request, response, frame_origins);
	if (control == NULL)
		control = keep ? "private, no-cache" : "no-store";
	tc_response_header(response, "Cache-Control", tc_str_of(control));
	tc_response_header(response, "Vary",
			   response->vary_language ? TC_STR("Accept-Encoding, Accept-Language") : TC_STR("Accept-Encoding"));
	if (response->location.n > 0)
		tc_response_header(response, "Location", response->location);
	if (keep) {
		add_validators(request, response);
		if (is_known(request, response)) {
			response->status = 304;
			tc_buf_reset(&response->body);
			return tc_arena_check(request->arena, "answer", err);
		}
	}
	status = compress(request, response, err);
	return status == TC_OK ? tc_arena_check(request->arena, "answer", err) : status;
}
