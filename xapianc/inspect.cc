/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Bounds and lists that the rest of the bindings has no use for.
 *
 * A search trusts the bounds: one that is too low drops documents from a ranking without a word, one that is too high costs time
 * only.  No reading of documents and postings would show either, so a comparison has to ask for them.  Which slots a document
 * has is kept twice, in its own entry of the termlist table and in the streams of the slots; asking the document reads the first.
 */

#include "xapianc/handle.h"

extern "C" {
#include "xapianc/inspect.h"
}

using namespace xapianc;

enum tc_status tc_db_length_bounds(struct tc_db *db, uint32_t *lower, uint32_t *upper, struct tc_err *err)
{
	return guard_read(*db->source, err, "bounds of lengths", [&] {
		*lower = db->source->db.get_doclength_lower_bound();
		*upper = db->source->db.get_doclength_upper_bound();
		return TC_OK;
	});
}

enum tc_status tc_db_wdf_bound(struct tc_db *db, struct tc_str term, uint32_t *upper, struct tc_err *err)
{
	return guard_read(*db->source, err, "bound of a wdf", [&] {
		*upper = db->source->db.get_wdf_upper_bound(to_string(term));
		return TC_OK;
	});
}

enum tc_status tc_db_slots(struct tc_db *db, uint32_t docid, uint32_t *slots, size_t max, size_t *n, struct tc_err *err)
{
	return guard_read(*db->source, err, "slots", [&] {
		const Xapian::Document document = db->source->db.get_document(docid);
		*n = 0;
		for (auto v = document.values_begin(); v != document.values_end(); ++v, ++*n)
			if (*n < max)
				slots[*n] = v.get_valueno();
		return TC_OK;
	});
}
