/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Query trees.  Xapian's Query is already immutable with shared parts; a handle holds one.
 *
 * Traps closed here: a query for the empty term is "every document" in Xapian, which is never what an empty word means; a
 * wildcard without a limit may take every term of the index into memory; a wildcard's expansion counts as one term
 * (OP_SYNONYM), or a rare spelling would outweigh the word itself. */

#include "xapianc/handle.h"

#include <cmath>

using namespace xapianc;

namespace
{

/* A handle for what build returns, NULL for any failure. */
template <class Build> struct tc_xquery *make(Build &&build) noexcept
{
	struct tc_xquery *made = nullptr;

	guard(nullptr, "query", [&] {
		made = new tc_xquery(build());
		return TC_OK;
	});
	return made;
}

bool xapian_op(enum tc_xquery_op op, Xapian::Query::op *out)
{
	static const struct {
		enum tc_xquery_op ours;
		Xapian::Query::op theirs;
	} ops[] = {
		{TC_XQUERY_AND, Xapian::Query::OP_AND},         {TC_XQUERY_OR, Xapian::Query::OP_OR},
		{TC_XQUERY_AND_NOT, Xapian::Query::OP_AND_NOT}, {TC_XQUERY_AND_MAYBE, Xapian::Query::OP_AND_MAYBE},
		{TC_XQUERY_FILTER, Xapian::Query::OP_FILTER},   {TC_XQUERY_PHRASE, Xapian::Query::OP_PHRASE},
		{TC_XQUERY_NEAR, Xapian::Query::OP_NEAR},       {TC_XQUERY_SYNONYM, Xapian::Query::OP_SYNONYM},
		{TC_XQUERY_MAX, Xapian::Query::OP_MAX},         {TC_XQUERY_ELITE_SET, Xapian::Query::OP_ELITE_SET},
	};

	for (const auto &o : ops)
		if (o.ours == op) {
			*out = o.theirs;
			return true;
		}
	return false;
}

} /* namespace */

struct tc_xquery *tc_xquery_term(struct tc_str term, uint32_t wqf)
{
	if (term.n == 0)
		return nullptr;
	return make([=] { return Xapian::Query(to_string(term), wqf); });
}

struct tc_xquery *tc_xquery_all(void)
{
	return make([] { return Xapian::Query(std::string()); });
}

struct tc_xquery *tc_xquery_nothing(void)
{
	return make([] { return Xapian::Query(); });
}

struct tc_xquery *tc_xquery_join(enum tc_xquery_op op, struct tc_xquery **parts, size_t n, uint32_t window)
{
	Xapian::Query::op theirs = Xapian::Query::OP_OR;
	bool whole = xapian_op(op, &theirs);
	struct tc_xquery *made = nullptr;

	for (size_t i = 0; i < n; i++)
		whole = whole && parts[i] != nullptr;
	if (whole)
		made = make([=] {
			std::vector<Xapian::Query> list;
			list.reserve(n);
			for (size_t i = 0; i < n; i++)
				list.push_back(parts[i]->query);
			return Xapian::Query(theirs, list.begin(), list.end(), window);
		});
	for (size_t i = 0; i < n; i++)
		tc_xquery_free(parts[i]);
	return made;
}

struct tc_xquery *tc_xquery_scale(struct tc_xquery *part, double factor)
{
	struct tc_xquery *made = nullptr;

	if (part != nullptr && std::isfinite(factor) && factor >= 0)
		made = make([=] { return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, part->query, factor); });
	tc_xquery_free(part);
	return made;
}

struct tc_xquery *tc_xquery_value_range(uint32_t slot, struct tc_str begin, struct tc_str end)
{
	return make([=] {
		if (end.n == 0) /* from "", Xapian would give documents without a value too */
			return Xapian::Query(Xapian::Query::OP_VALUE_GE, slot,
					     begin.n != 0 ? to_string(begin) : std::string(1, '\0'));
		return Xapian::Query(Xapian::Query::OP_VALUE_RANGE, slot, to_string(begin), to_string(end));
	});
}

struct tc_xquery *tc_xquery_wildcard(struct tc_str prefix, uint32_t limit)
{
	if (limit == 0)
		return nullptr;
	return make([=] {
		return Xapian::Query(Xapian::Query::OP_WILDCARD, to_string(prefix), limit,
				     Xapian::Query::WILDCARD_LIMIT_MOST_FREQUENT, Xapian::Query::OP_SYNONYM);
	});
}

struct tc_xquery *tc_xquery_copy(const struct tc_xquery *query)
{
	if (query == nullptr)
		return nullptr;
	return make([=] { return query->query; });
}

void tc_xquery_free(struct tc_xquery *query)
{
	delete query;
}

size_t tc_xquery_length(const struct tc_xquery *query)
{
	return query->query.get_length();
}

bool tc_xquery_empty(const struct tc_xquery *query)
{
	return query->query.empty();
}

enum tc_status tc_xquery_describe(const struct tc_xquery *query, struct tc_buf *out, struct tc_err *err)
{
	return guard(err, "query", [=] { return put(out, query->query.get_description(), "query", err); });
}
