/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Searching.
 *
 * What the caller sets is kept here and given to a fresh Xapian::Enquire for each search: Xapian's holds on to the database it
 * was made on, and ours may open another in its place (tc_db_reopen), and counts of values must begin at nought when a search is
 * repeated because the database changed.
 *
 * The matches are copied out once, so that looking at one costs nothing, and keep Xapian's set for the stored data. */

#include "xapianc/handle.h"

#include <algorithm>
#include <cmath>
#include <map>

using namespace xapianc;

namespace
{

typedef std::pair<std::string, Xapian::doccount> value_count;

struct counted_slot {
	std::unique_ptr<Xapian::ValueCountMatchSpy> spy;
	std::vector<value_count> by_frequency; /* made from spy when first asked for */
};

/* Stops a search that takes too long. */
struct clock_spy : Xapian::MatchSpy {
	const source &reading;
	unsigned n_seen = 0;
	explicit clock_spy(const source &s) : reading(s)
	{
	}
	void operator()(const Xapian::Document &, double) override
	{
		if (n_seen++ % MATCHES_PER_CHECK == 0)
			reading.check_time();
	}
};

struct no_prefixed : Xapian::ExpandDecider {
	bool operator()(const std::string &term) const override
	{
		return term.empty() || term[0] < 'A' || term[0] > 'Z';
	}
};

} /* namespace */

struct tc_enquire : house_allocated {
	struct tc_db *db = nullptr;
	Xapian::Query query;
	bool boolean = false;
	struct tc_bm25 bm25 = {1, 0, 1, 0.5, 0.5};
	enum tc_sort sort = TC_SORT_RELEVANCE;
	Xapian::valueno sort_slot = 0;
	bool descending = true;
	Xapian::valueno collapse_slot = 0;
	Xapian::doccount collapse_max = 0;
	int cutoff_percent = 0;
	double cutoff_weight = 0;
	double time_limit = 0;
	std::map<Xapian::valueno, counted_slot> counts;

	Xapian::Enquire prepare();
	void count(Xapian::Enquire &enquire);
};

struct tc_matches : house_allocated {
	struct match {
		Xapian::docid docid;
		Xapian::doccount collapsed;
		double weight;
	};
	std::shared_ptr<xapianc::source> source;
	Xapian::MSet set;
	std::vector<match> list;
	struct tc_matches_total total = {0, 0, 0};
};

Xapian::Enquire tc_enquire::prepare()
{
	Xapian::Enquire e(db->source->db);

	e.set_query(query);
	if (boolean)
		e.set_weighting_scheme(Xapian::BoolWeight());
	else
		e.set_weighting_scheme(Xapian::BM25Weight(bm25.k1, bm25.k2, bm25.k3, bm25.b, bm25.min_normlen));
	switch (sort) {
	case TC_SORT_RELEVANCE:
		break;
	case TC_SORT_VALUE:
		e.set_sort_by_value(sort_slot, descending);
		break;
	case TC_SORT_VALUE_RELEVANCE:
		e.set_sort_by_value_then_relevance(sort_slot, descending);
		break;
	case TC_SORT_RELEVANCE_VALUE:
		e.set_sort_by_relevance_then_value(sort_slot, descending);
		break;
	}
	if (collapse_max != 0)
		e.set_collapse_key(collapse_slot, collapse_max);
	e.set_cutoff(cutoff_percent, cutoff_weight);
	e.set_time_limit(time_limit);
	return e;
}

void tc_enquire::count(Xapian::Enquire &enquire)
{
	for (auto &c : counts) {
		c.second.by_frequency.clear();
		c.second.spy.reset(new Xapian::ValueCountMatchSpy(c.first));
		enquire.add_matchspy(c.second.spy.get());
	}
}

enum tc_status tc_enquire_new(struct tc_db *db, struct tc_enquire **out, struct tc_err *err)
{
	*out = nullptr;
	return guard(err, "search", [&] {
		*out = new tc_enquire();
		(*out)->db = db;
		return TC_OK;
	});
}

void tc_enquire_free(struct tc_enquire *enquire)
{
	delete enquire;
}

enum tc_status tc_enquire_set_query(struct tc_enquire *enquire, const struct tc_xquery *query, struct tc_err *err)
{
	if (query == nullptr)
		return tc_err_set(err, TC_EARG, "query: could not be built");
	enquire->query = query->query;
	return TC_OK;
}

enum tc_status tc_enquire_set_bm25(struct tc_enquire *enquire, const struct tc_bm25 *bm25, struct tc_err *err)
{
	const double all[] = {bm25->k1, bm25->k2, bm25->k3, bm25->b, bm25->min_normlen};

	/* Xapian would quietly take the nearest value that it can use. */
	for (double parameter : all)
		if (!std::isfinite(parameter) || parameter < 0)
			return tc_err_set(err, TC_EARG, "bm25: a parameter is no number from 0 up");
	if (bm25->b > 1)
		return tc_err_set(err, TC_EARG, "bm25: b is over 1");
	enquire->bm25 = *bm25;
	enquire->boolean = false;
	return TC_OK;
}

enum tc_status tc_enquire_set_boolean(struct tc_enquire *enquire, struct tc_err *)
{
	enquire->boolean = true;
	return TC_OK;
}

enum tc_status tc_enquire_set_sort(struct tc_enquire *enquire, enum tc_sort sort, uint32_t slot, bool descending, struct tc_err *)
{
	enquire->sort = sort;
	enquire->sort_slot = slot;
	enquire->descending = descending;
	return TC_OK;
}

enum tc_status tc_enquire_set_collapse(struct tc_enquire *enquire, uint32_t slot, uint32_t max, struct tc_err *)
{
	enquire->collapse_slot = slot;
	enquire->collapse_max = max;
	return TC_OK;
}

enum tc_status tc_enquire_set_cutoff(struct tc_enquire *enquire, int percent, double weight, struct tc_err *err)
{
	if (percent < 0 || percent > 100 || !(weight >= 0))
		return tc_err_set(err, TC_EARG, "cutoff: not within 0 to 100 percent, or a weight below 0");
	enquire->cutoff_percent = percent;
	enquire->cutoff_weight = weight;
	return TC_OK;
}

enum tc_status tc_enquire_set_time_limit(struct tc_enquire *enquire, double seconds, struct tc_err *err)
{
	if (!(seconds >= 0))
		return tc_err_set(err, TC_EARG, "time limit: below 0");
	enquire->time_limit = seconds;
	return TC_OK;
}

enum tc_status tc_enquire_count_values(struct tc_enquire *enquire, uint32_t slot, struct tc_err *err)
{
	return guard(err, "value counts", [&] {
		enquire->counts[slot];
		return TC_OK;
	});
}

enum tc_status tc_enquire_clear_counts(struct tc_enquire *enquire, struct tc_err *)
{
	enquire->counts.clear();
	return TC_OK;
}

enum tc_status tc_enquire_matches(struct tc_enquire *enquire, uint32_t first, uint32_t max, uint32_t check_at_least,
				  struct tc_matches **out, struct tc_err *err)
{
	*out = nullptr;
	return guard_read(*enquire->db->source, err, "search", [&] {
		std::unique_ptr<tc_matches> made(new tc_matches());
		Xapian::Enquire e = enquire->prepare();
		enquire->count(e);
		made->source = enquire->db->source;
		clock_spy clock(*made->source);
		if (made->source->limited && !made->source->has_remote())
			e.add_matchspy(&clock);
		made->set = e.get_mset(first, max, check_at_least);
		made->list.reserve(made->set.size());
		for (auto m = made->set.begin(); m != made->set.end(); ++m)
			made->list.push_back({*m, m.get_collapse_count(), m.get_weight()});
		made->total.lower = made->set.get_matches_lower_bound();
		made->total.estimate = made->set.get_matches_estimated();
		made->total.upper = made->set.get_matches_upper_bound();
		*out = made.release();
		return TC_OK;
	});
}

void tc_matches_free(struct tc_matches *matches)
{
	delete matches;
}

size_t tc_matches_count(const struct tc_matches *matches)
{
	return matches->list.size();
}

uint32_t tc_matches_docid(const struct tc_matches *matches, size_t i)
{
	return i < matches->list.size() ? matches->list[i].docid : 0;
}

double tc_matches_weight(const struct tc_matches *matches, size_t i)
{
	return i < matches->list.size() ? matches->list[i].weight : 0;
}

uint32_t tc_matches_collapsed(const struct tc_matches *matches, size_t i)
{
	return i < matches->list.size() ? matches->list[i].collapsed : 0;
}

struct tc_matches_total tc_matches_total(const struct tc_matches *matches)
{
	return matches->total;
}

double tc_matches_max_possible(const struct tc_matches *matches)
{
	return matches->set.get_max_possible();
}

enum tc_status tc_matches_data(struct tc_matches *matches, size_t i, struct tc_buf *out, struct tc_err *err)
{
	if (i >= matches->list.size())
		return tc_err_set(err, TC_EARG, "match: no number %zu among %zu", i, matches->list.size());
	return guard_read(*matches->source, err, "stored data", [&] {
		const Xapian::MSetIterator m = matches->set[static_cast<Xapian::doccount>(i)];
		return put(out, m.get_document().get_data(), "stored data", err);
	});
}

enum tc_status tc_matches_terms(struct tc_enquire *enquire, const struct tc_matches *matches, size_t i, struct tc_buf *out,
				struct tc_err *err)
{
	if (i >= matches->list.size())
		return tc_err_set(err, TC_EARG, "match: no number %zu among %zu", i, matches->list.size());
	return guard_read(*matches->source, err, "matching terms", [&] {
		Xapian::Enquire e(matches->source->db);
		e.set_query(enquire->query);
		tc_buf_reset(out);
		const Xapian::docid docid = matches->list[i].docid;
		for (auto t = e.get_matching_terms_begin(docid); t != e.get_matching_terms_end(docid); ++t) {
			const std::string term = *t;
			tc_buf_add(out, term.c_str(), term.size() + 1);
		}
		return tc_buf_check(out, "matching terms", err);
	});
}

enum tc_status tc_matches_value_count(struct tc_enquire *enquire, uint32_t slot, size_t n, struct tc_buf *value, uint32_t *count,
				      struct tc_err *err)
{
	return guard(err, "value counts", [&] {
		const auto found = enquire->counts.find(slot);
		*count = 0;
		tc_buf_reset(value);
		if (found == enquire->counts.end())
			return tc_err_set(err, TC_EARG, "value counts: slot %u is not counted", static_cast<unsigned>(slot));
		counted_slot &c = found->second;
		if (c.spy == nullptr)
			return TC_END;
		if (c.by_frequency.empty()) {
			for (auto v = c.spy->values_begin(); v != c.spy->values_end(); ++v)
				c.by_frequency.push_back(value_count(*v, v.get_termfreq()));
			std::stable_sort(c.by_frequency.begin(), c.by_frequency.end(),
					 [](const value_count &a, const value_count &b) { return a.second > b.second; });
		}
		if (n >= c.by_frequency.size())
			return TC_END;
		*count = c.by_frequency[n].second;
		return put(value, c.by_frequency[n].first, "value", err);
	});
}

enum tc_status tc_enquire_expand(struct tc_enquire *enquire, const uint32_t *docids, size_t n, uint32_t max, bool with_prefixed,
				 struct tc_buf *terms, double *weights, size_t *n_out, struct tc_err *err)
{
	return guard_read(*enquire->db->source, err, "expand", [&] {
		Xapian::Enquire e(enquire->db->source->db);
		Xapian::RSet relevant;
		const no_prefixed without;
		*n_out = 0;
		tc_buf_reset(terms);
		e.set_query(enquire->query);
		for (size_t i = 0; i < n; i++)
			relevant.add_document(docids[i]);
		const Xapian::ESet set = e.get_eset(max, relevant, 0, with_prefixed ? nullptr : &without);
		for (auto t = set.begin(); t != set.end(); ++t) {
			const std::string term = *t;
			tc_buf_add(terms, term.c_str(), term.size() + 1);
			weights[(*n_out)++] = t.get_weight();
		}
		return tc_buf_check(terms, "expand", err);
	});
}
