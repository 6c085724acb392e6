/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Reading documents, metadata, statistics and positions.
 *
 * Every read is repeated as a whole when the database changed under it (guard_read), so a body sets its results afresh.
 *
 * tc_db_get copies: a document of Xapian's reads its terms when they are asked for, which for a document passed to another
 * database is in the middle of that database's add_document, where a failure loses what is pending there.
 *
 * Positions: Xapian opens a cursor of its own for each position list and reads the lower levels of the table's tree again, two
 * system calls a list in a large index; no way through its interface avoids that for a list that is wanted.  For one that is not
 * there it can be avoided: as soon as a document misses, tc_db_positions_many walks the term's posting list beside, which costs
 * 10 to 100 nanoseconds a document.  Where all documents have the term, as after an AND, that walk is never begun. */

#include "xapianc/handle.h"

#include <algorithm>

using namespace xapianc;

enum tc_status tc_db_get(struct tc_db *db, uint32_t docid, struct tc_doc **doc, struct tc_err *err)
{
	*doc = nullptr;
	return guard_read(*db->source, err, "document", [&] {
		const Xapian::Document from = db->source->db.get_document(docid);
		std::unique_ptr<tc_doc> to(new tc_doc());
		to->doc.set_data(from.get_data());
		for (auto v = from.values_begin(); v != from.values_end(); ++v)
			to->doc.add_value(v.get_valueno(), *v);
		to->added.read(from);
		*doc = to.release();
		return TC_OK;
	});
}

enum tc_status tc_db_data(struct tc_db *db, uint32_t docid, struct tc_buf *out, struct tc_err *err)
{
	return guard_read(*db->source, err, "stored data",
			  [&] { return put(out, db->source->get_document(docid).get_data(), "stored data", err); });
}

enum tc_status tc_db_value(struct tc_db *db, uint32_t docid, uint32_t slot, struct tc_buf *out, struct tc_err *err)
{
	return guard_read(*db->source, err, "value", [&] { return put(out, db->source->get_value(docid, slot), "value", err); });
}

enum tc_status tc_db_metadata(struct tc_db *db, struct tc_str key, struct tc_buf *out, struct tc_err *err)
{
	return guard_read(*db->source, err, "metadata",
			  [&] { return put(out, db->source->db.get_metadata(to_string(key)), "metadata", err); });
}

enum tc_status tc_db_stats(struct tc_db *db, struct tc_db_stats *out, struct tc_err *err)
{
	return guard_read(*db->source, err, "statistics", [&] {
		const Xapian::Database &x = db->source->db;
		out->n_documents = x.get_doccount();
		out->last_docid = x.get_lastdocid();
		out->average_length = x.get_average_length();
		out->total_length = x.get_total_length();
		out->has_positions = x.has_positions();
		return TC_OK;
	});
}

enum tc_status tc_db_term_freq(struct tc_db *db, struct tc_str term, uint32_t *documents, uint64_t *occurrences,
			       struct tc_err *err)
{
	return guard_read(*db->source, err, "term frequency", [&] {
		assign(db->term, term);
		if (documents != nullptr)
			*documents = db->source->get_termfreq(db->term);
		if (occurrences != nullptr)
			*occurrences = db->source->get_collection_freq(db->term);
		return TC_OK;
	});
}

enum tc_status tc_db_doc_length(struct tc_db *db, uint32_t docid, uint32_t *length, uint32_t *n_unique, struct tc_err *err)
{
	return guard_read(*db->source, err, "document length", [&] {
		if (length != nullptr)
			*length = db->source->get_doclength(docid);
		if (n_unique != nullptr)
			*n_unique = db->source->db.get_unique_terms(docid);
		return TC_OK;
	});
}

enum tc_status tc_db_value_bounds(struct tc_db *db, uint32_t slot, struct tc_buf *lower, struct tc_buf *upper, uint32_t *n_values,
				  struct tc_err *err)
{
	return guard_read(*db->source, err, "value bounds", [&] {
		const Xapian::Database &x = db->source->db;
		enum tc_status status = put(lower, x.get_value_lower_bound(slot), "value", err);
		if (status == TC_OK)
			status = put(upper, x.get_value_upper_bound(slot), "value", err);
		*n_values = x.get_value_freq(slot);
		return status;
	});
}

enum tc_status tc_db_uuid(struct tc_db *db, struct tc_buf *out, struct tc_err *err)
{
	return guard_read(*db->source, err, "uuid", [&] { return put(out, db->source->db.get_uuid(), "uuid", err); });
}

/* Adds the positions of term in docid to the scratch; false when there are none. */
static bool add_positions(struct tc_db *db, const std::string &term, uint32_t docid)
{
	const size_t before = db->positions.size();

	try {
		auto p = db->source->db.positionlist_begin(docid, term);
		for (; p != Xapian::PositionIterator(); ++p)
			db->positions.push_back(*p);
	} catch (const Xapian::DocNotFoundError &) {
		return false;
	}
	return db->positions.size() != before;
}

enum tc_status tc_db_positions(struct tc_db *db, uint32_t docid, struct tc_str term, const uint32_t **positions, size_t *n,
			       struct tc_err *err)
{
	*positions = nullptr;
	*n = 0;
	if (term.n == 0)
		return TC_OK;
	return guard_read(*db->source, err, "positions", [&] {
		assign(db->term, term);
		db->positions.clear();
		add_positions(db, db->term, docid);
		*positions = db->positions.data();
		*n = db->positions.size();
		return TC_OK;
	});
}

enum tc_status tc_db_positions_many(struct tc_db *db, struct tc_str term, const uint32_t *docids, size_t n, size_t *starts,
				    const uint32_t **positions, struct tc_err *err)
{
	*positions = nullptr;
	std::fill(starts, starts + n + 1, 0);
	for (size_t i = 1; i < n; i++)
		if (docids[i - 1] >= docids[i])
			return tc_err_set(err, TC_EARG, "positions: documents not in ascending order");
	if (term.n == 0)
		return TC_OK;
	return guard_read(*db->source, err, "positions", [&] {
		const Xapian::PostingIterator end;
		Xapian::PostingIterator having; /* made at the first miss: documents that have the term */
		const bool remote = db->source->has_remote();
		bool missed = false;
		assign(db->term, term);
		db->positions.clear();
		for (size_t i = 0; i < n; i++) {
			starts[i] = db->positions.size();
			const auto known = remote ? db->source->known_positions(docids[i], db->term) : nullptr;
			if (known != nullptr) {
				db->positions.insert(db->positions.end(), known->begin(), known->end());
				continue;
			}
			if (remote) {
				add_positions(db, db->term, docids[i]);
				continue;
			}
			if (missed && having != end)
				having.skip_to(docids[i]);
			if (missed && (having == end || *having != docids[i]))
				continue;
			if (!add_positions(db, db->term, docids[i]) && !missed) {
				missed = true;
				having = db->source->db.postlist_begin(db->term);
			}
		}
		starts[n] = db->positions.size();
		*positions = db->positions.data();
		return TC_OK;
	});
}

const char *tc_xapian_version(void)
{
	return Xapian::version_string();
}
