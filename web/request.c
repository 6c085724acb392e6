/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Request targets and what is in them.
 *
 * Written down in RFC 3986 (percent-encoding), RFC 9112 3.2 (forms of a target) and the WHATWG URL Standard
 * (application/x-www-form-urlencoded: + is a blank, & parts, an empty part is none, a name without = has the empty value).
 * A ; parts nothing, as browsers do today.  Matrix parameters and fragments are not understood: a fragment is never sent.
 *
 * All text is checked here once, so that no handler sees bytes that are no UTF-8, or a NUL.  Line ends and tabs in a parameter
 * are what a pasted quote has: they become blanks.  The article's path in /api/article/ may hold slashes, also two in a row;
 * segments "." and ".." are refused, because a server or browser between may have taken them out and then we answer something
 * else than was asked.
 */
#include "web/request.h"

#include <string.h>

#include "base/utf8.h"

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes into the arena; what: "address" or "parameter", for messages. */
static enum tc_status decode(struct tc_arena *arena, struct tc_str in, bool form, const char *what, struct tc_str *out,
			     struct tc_err *err)
{
	char *to = tc_arena_alloc(arena, in.n + 1);
	size_t n = 0;
	if (to == NULL)
		return tc_arena_check(arena, "request", err);
	for (size_t i = 0; i < in.n; i++) {
		char c = in.p[i];
		if (c == '%') {
			int high = i + 2 < in.n ? hex(in.p[i + 1]) : -1;
			int low = i + 2 < in.n ? hex(in.p[i + 2]) : -1;
			if (high < 0 || low < 0)
				return tc_err_set(err, TC_EARG, "%s: a %% without two hexadecimal digits behind it", what);
			c = (char)(high * 16 + low);
			i += 2;
		} else if (form && c == '+') {
			c = ' ';
		}
		if (form && (c == '\n' || c == '\r' || c == '\t'))
			c = ' ';
		if ((unsigned char)c < ' ' || c == 0x7F)
			return tc_err_set(err, TC_EARG, "%s: a control character", what);
		to[n++] = c;
	}
	*out = (struct tc_str){to, n};
	if (!tc_utf8_valid(*out))
		return tc_err_set(err, TC_EARG, "%s: not in UTF-8", what);
	return TC_OK;
}

/* Has the path a segment "." or ".."? */
static bool has_dots(struct tc_str path)
{
	while (path.p != NULL) {
		struct tc_str segment = tc_str_split(&path, '/');
		if (tc_str_eq(segment, TC_STR(".")) || tc_str_eq(segment, TC_STR("..")))
			return true;
	}
	return false;
}

static enum tc_status read_parameters(struct tc_request *request, struct tc_str query, struct tc_err *err)
{
	enum tc_status status = TC_OK;
	request->n_parameters = 0;
	request->parameters = tc_arena_alloc(request->arena, TC_WEB_PARAMETERS * sizeof *request->parameters);
	if (request->parameters == NULL)
		return tc_arena_check(request->arena, "request", err);
	while (query.p != NULL && status == TC_OK) {
		struct tc_str value = tc_str_split(&query, '&');
		if (value.n == 0)
			continue;
		struct tc_str name = tc_str_split(&value, '=');
		if (request->n_parameters == TC_WEB_PARAMETERS)
			return tc_err_set(err, TC_ELIMIT, "more than %d parameters", TC_WEB_PARAMETERS);
		struct tc_parameter *p = &request->parameters[request->n_parameters];
		status = decode(request->arena, name, true, "name of a parameter", &p->name, err);
		if (status == TC_OK)
			status = decode(request->arena, value, true, "parameter", &p->value, err);
		request->n_parameters += status == TC_OK;
	}
	return status;
}

enum tc_status tc_request_parse_parts(struct tc_request *request, struct tc_str path, struct tc_str query, struct tc_err *err)
{
	if (path.n + query.n > TC_WEB_TARGET_BYTES)
		return tc_err_set(err, TC_ELIMIT, "address: longer than %d bytes", TC_WEB_TARGET_BYTES);
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] < ' ' || path.p[i] == 0x7F)
			return tc_err_set(err, TC_EARG, "address: a control character");
	if (!tc_utf8_valid(path))
		return tc_err_set(err, TC_EARG, "address: not in UTF-8");
	if (path.n == 0 || path.p[0] != '/')
		return tc_err_set(err, TC_EARG, "address: does not begin with /");
	if (has_dots(path))
		return tc_err_set(err, TC_EARG, "address: a segment . or ..");
	request->path = path;
	return read_parameters(request, query, err);
}

enum tc_status tc_request_parse_target(struct tc_request *request, struct tc_str target, struct tc_err *err)
{
	struct tc_str path = TC_STR_NONE;
	request->target = target;
	if (target.n > TC_WEB_TARGET_BYTES)
		return tc_err_set(err, TC_ELIMIT, "address: longer than %d bytes", TC_WEB_TARGET_BYTES);
	if (target.n > 0 && target.p[0] != '/') {
		/* The absolute form, as proxies get it. */
		size_t at = tc_str_find(target, TC_STR("://"), 0);
		size_t end = at < target.n ? tc_str_find_char(target, '/', at + 3) : target.n;
		target = end < target.n ? tc_str_sub(target, end, target.n) : TC_STR_NONE;
	}
	size_t mark = tc_str_find_char(target, '?', 0);
	struct tc_str query = mark < target.n ? tc_str_sub(target, mark + 1, target.n) : TC_STR_NONE;
	enum tc_status status = decode(request->arena, tc_str_sub(target, 0, mark), false, "address", &path, err);
	return status == TC_OK ? tc_request_parse_parts(request, path, query, err) : status;
}

bool tc_param_next(const struct tc_request *request, const char *name, size_t *at, struct tc_str *value)
{
	while (*at < request->n_parameters) {
		const struct tc_parameter *p = &request->parameters[(*at)++];
		if (tc_str_eq(p->name, tc_str_of(name))) {
			*value = tc_str_trim(p->value);
			return true;
		}
	}
	return false;
}

struct tc_str tc_param(const struct tc_request *request, const char *name)
{
	struct tc_str value = TC_STR_NONE;
	size_t at = 0;
	tc_param_next(request, name, &at, &value);
	return value;
}

bool tc_has_param(const struct tc_request *request, const char *name)
{
	struct tc_str value;
	size_t at = 0;
	return tc_param_next(request, name, &at, &value);
}

enum tc_status tc_param_number(const struct tc_request *request, const char *name, unsigned long min, unsigned long max,
			       unsigned long fallback, unsigned long *out, struct tc_err *err)
{
	struct tc_str text = tc_param(request, name);
	unsigned long long n;
	*out = fallback;
	if (text.n == 0)
		return TC_OK;
	if (!tc_str_to_u64(text, max, &n) || n < min)
		return tc_err_set(err, TC_EARG, "parameter '%s': must be a number from %lu to %lu", name, min, max);
	*out = (unsigned long)n;
	return TC_OK;
}

enum tc_status tc_param_flag(const struct tc_request *request, const char *name, bool fallback, bool *out, struct tc_err *err)
{
	int index;
	*out = fallback;
	if (!tc_has_param(request, name))
		return TC_OK;
	*out = true;
	enum tc_status status = tc_param_choice(request, name, "1|true|yes|on|0|false|no|off", 0, &index, err);
	*out = index < 4;
	return status == TC_OK ? TC_OK : tc_err_set(err, TC_EARG, "parameter '%s': must be 1 or 0", name);
}

enum tc_status tc_param_choice(const struct tc_request *request, const char *name, const char *choices, int fallback, int *out,
			       struct tc_err *err)
{
	struct tc_str text = tc_param(request, name), rest = tc_str_of(choices);
	*out = fallback;
	if (text.n == 0)
		return TC_OK;
	for (int i = 0; rest.p != NULL; i++) {
		if (tc_str_eq(tc_str_split(&rest, '|'), text)) {
			*out = i;
			return TC_OK;
		}
	}
	return tc_err_set(err, TC_EARG, "parameter '%s': must be one of %s", name, choices);
}

enum tc_status tc_param_known(const struct tc_request *request, const char *const *names, struct tc_err *err)
{
	for (size_t i = 0; i < request->n_parameters; i++) {
		size_t k = 0;
		while (names[k] != NULL && !tc_str_eq(request->parameters[i].name, tc_str_of(names[k])))
			k++;
		if (names[k] == NULL)
			return tc_err_set(err, TC_EARG, "parameter '%.*s': no such parameter here",
					  TC_STR_ARG(request->parameters[i].name));
	}
	return TC_OK;
}

struct tc_str tc_request_address(const struct tc_request *r, struct tc_str path)
{
	if (r->host.n == 0)
		return tc_arena_printf(r->arena, "%.*s%.*s", TC_STR_ARG(r->base), TC_STR_ARG(path));
	return tc_arena_printf(r->arena, "%.*s://%.*s%.*s%.*s", TC_STR_ARG(r->scheme), TC_STR_ARG(r->host), TC_STR_ARG(r->base),
			       TC_STR_ARG(path));
}
