/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Asking remote databases for much at one time.
 *
 * A search asks all its servers side by side and brings more than its matches: the frequency of every term of the query in all
 * databases together, and with each match two of its values, as the key by which matches are collapsed and the key by which they
 * are sorted.  So the frequencies of many terms are those of a search for any of them that wants no matches; and which documents
 * have which of some terms is told by a search in which term i weighs 2^i and nothing else counts (CoordWeight): the weight of a
 * match is the set of its terms.  A double holds 52 of them exactly.
 *
 * Positions and lengths cannot be had by a search.  They are read document by document, from each server in a thread of its own;
 * a thread has its part's connection for itself.
 *
 * All is kept until the next call of the kind, or until the database has another revision. */

#include "xapianc/handle.h"

#include <algorithm>
#include <cmath>
#include <thread>

using namespace xapianc;

namespace
{

const size_t MAX_TERMS = 52;
/* A posting list comes as a whole: a short one costs less than to ask documents that do not have the term. */
const Xapian::doccount SHORT_LIST = 500;
const Xapian::doccount KEEP_ALL = 1u << 30;

/* Frequencies of all terms, by one search. */
void ask_frequencies(const struct source &s, const std::vector<std::string> &terms)
{
	Xapian::Enquire e(s.db);
	if (terms.empty())
		return;
	e.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
	e.set_weighting_scheme(Xapian::BoolWeight());
	const Xapian::MSet set = e.get_mset(0, 0);
	for (const std::string &term : terms)
		s.frequencies[term] = set.get_termfreq(term);
}

/* Postings of those terms that at most `most` documents have, and two values of these documents. */
void ask_postings(const struct source &s, const std::vector<std::string> &all, Xapian::doccount most, Xapian::valueno first,
		  Xapian::valueno second)
{
	std::vector<std::string> terms;
	std::vector<Xapian::Query> queries;
	Xapian::doccount n = 0;

	for (const std::string &term : all) {
		const Xapian::doccount documents = s.get_termfreq(term);
		if (documents <= 1 || documents > most || terms.size() == MAX_TERMS)
			continue;
		queries.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(term),
				     std::ldexp(1.0, static_cast<int>(terms.size())));
		terms.push_back(term);
		n += documents;
	}
	if (terms.empty())
		return;
	Xapian::Enquire e(s.db);
	e.set_query(Xapian::Query(Xapian::Query::OP_OR, queries.begin(), queries.end()));
	e.set_weighting_scheme(Xapian::CoordWeight());
	e.set_collapse_key(first, KEEP_ALL);
	e.set_sort_by_relevance_then_value(second, true);
	const Xapian::MSet set = e.get_mset(0, n);
	for (auto m = set.begin(); m != set.end(); ++m) {
		const unsigned long long has = static_cast<unsigned long long>(m.get_weight() + 0.5);
		for (size_t i = 0; i < terms.size(); i++)
			if (((has >> i) & 1) != 0)
				s.postings[terms[i]].push_back(*m);
		s.values[{*m, first}] = m.get_collapse_key();
		s.values[{*m, second}] = m.get_sort_key();
	}
	for (const std::string &term : terms)
		std::sort(s.postings[term].begin(), s.postings[term].end());
}

/* A thread that waits for its part alone need ask no other. */
void check_late(const struct source &s, const struct part &p, std::chrono::steady_clock::time_point &asked)
{
	const auto now = std::chrono::steady_clock::now();
	if (!s.tolerant || now - asked <= std::chrono::milliseconds(s.timeout_ms))
		return;
	if (s.is_slow(p))
		throw Xapian::NetworkTimeoutError("Answers too slowly", p.context);
	asked = now;
}

/* Positions of the terms in the documents of one part, and the documents' lengths. */
void read_part(const struct source &s, const struct part &p, const std::vector<std::string> &terms,
	       const std::vector<Xapian::docid> &documents)
{
	const Xapian::PostingIterator end;
	auto asked = s.asked;

	for (const Xapian::docid docid : documents) {
		check_late(s, p, asked);
		p.lengths[docid] = p.db.get_doclength(docid);
	}
	for (const std::string &term : terms) {
		Xapian::PostingIterator having;
		const auto known = s.frequencies.find(term);
		bool listed = known != s.frequencies.end() && known->second <= SHORT_LIST;
		if (listed)
			having = p.db.postlist_begin(term);
		for (const Xapian::docid docid : documents) {
			std::vector<Xapian::termpos> &positions = p.positions[{docid, term}];
			if (listed && having != end)
				having.skip_to(docid);
			if (listed && (having == end || *having != docid))
				continue;
			check_late(s, p, asked);
			for (auto at = p.db.positionlist_begin(docid, term); at != Xapian::PositionIterator(); ++at)
				positions.push_back(*at);
			if (positions.empty() && !listed) {
				having = p.db.postlist_begin(term);
				listed = true;
			}
		}
	}
}

/* Each once, in order. */
std::vector<std::string> to_strings(const struct tc_str *terms, size_t n)
{
	std::vector<std::string> out;
	for (size_t i = 0; i < n; i++)
		if (terms[i].n > 0)
			out.push_back(to_string(terms[i]));
	std::sort(out.begin(), out.end());
	out.erase(std::unique(out.begin(), out.end()), out.end());
	return out;
}

} /* namespace */

enum tc_status tc_db_prefetch_freqs(struct tc_db *db, const struct tc_str *terms, size_t n, struct tc_err *err)
{
	if (!db->source->has_remote())
		return TC_OK;
	return guard_read(*db->source, err, "term frequencies", [&] {
		if (db->source->frequencies.size() > MAX_FREQUENCIES)
			db->source->frequencies.clear();
		std::vector<std::string> unknown;
		for (const std::string &term : to_strings(terms, n))
			if (db->source->frequencies.count(term) == 0)
				unknown.push_back(term);
		ask_frequencies(*db->source, unknown);
		return TC_OK;
	});
}

enum tc_status tc_db_prefetch_postings(struct tc_db *db, const struct tc_str *terms, size_t n, uint32_t most, uint32_t first_slot,
				       uint32_t second_slot, struct tc_err *err)
{
	if (!db->source->has_remote())
		return TC_OK;
	const enum tc_status status = tc_db_prefetch_freqs(db, terms, n, err);
	if (status != TC_OK)
		return status;
	return guard_read(*db->source, err, "postings", [&] {
		db->source->postings.clear();
		db->source->values.clear();
		ask_postings(*db->source, to_strings(terms, n), most, first_slot, second_slot);
		return TC_OK;
	});
}

enum tc_status tc_db_prefetch_positions(struct tc_db *db, const struct tc_str *terms, size_t n, const uint32_t *docids,
					size_t n_docids, struct tc_err *err)
{
	if (!db->source->has_remote())
		return TC_OK;
	return guard_read(*db->source, err, "positions", [&] {
		const struct source &s = *db->source;
		const std::vector<std::string> list = to_strings(terms, n);
		std::vector<std::vector<Xapian::docid>> documents(s.parts.size());
		std::vector<std::exception_ptr> failures(s.parts.size());
		std::vector<std::thread> threads;
		for (size_t i = 0; i < n_docids; i++)
			documents[(docids[i] - 1) % s.parts.size()].push_back(
				(docids[i] - 1) / static_cast<Xapian::docid>(s.parts.size()) + 1);
		const auto read = [&](size_t i) {
			try {
				read_part(s, s.parts[i], list, documents[i]);
			} catch (...) {
				failures[i] = std::current_exception();
			}
		};
		for (size_t i = 0; i < s.parts.size(); i++) {
			s.parts[i].positions.clear();
			s.parts[i].lengths.clear();
			if (!s.parts[i].remote || documents[i].empty())
				continue;
			std::sort(documents[i].begin(), documents[i].end());
			try {
				threads.emplace_back(read, i);
			} catch (const std::system_error &) {
				read(i);
			}
		}
		for (std::thread &t : threads)
			t.join();
		for (const std::exception_ptr &failure : failures)
			if (failure != nullptr)
				std::rethrow_exception(failure);
		return TC_OK;
	});
}
