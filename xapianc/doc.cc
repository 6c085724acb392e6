/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Building a document.
 *
 * Indexing calls tc_doc_add_positions for every term of every article, some hundred million times in a large archive: terms are
 * put in a row (doc_terms.cc), which the bulk writer takes as it is and Xapian gets when it shall have the document.
 *
 * Terms that are too long for a database are remembered, not refused: a document may be built, shown and changed freely, and
 * tc_db_add says what is wrong with it. */

#include "xapianc/handle.h"

using namespace xapianc;

namespace
{

void add(struct tc_doc *doc, struct tc_str term, const uint32_t *positions, size_t n, uint32_t wdf)
{
	if (term.n * 2 > MAX_KEY_BYTES && key_bytes(term) > MAX_KEY_BYTES)
		doc->too_long.insert(to_string(term));
	doc->added.add(term.p, term.n, positions, n, wdf);
}

} /* namespace */

enum tc_status tc_doc_new(struct tc_doc **out, struct tc_err *err)
{
	*out = nullptr;
	return guard(err, "document", [&] {
		*out = new tc_doc();
		return TC_OK;
	});
}

void tc_doc_free(struct tc_doc *doc)
{
	delete doc;
}

void tc_doc_reset(struct tc_doc *doc)
{
	guard(nullptr, "document", [&] {
		doc->added.clear();
		doc->doc.clear_terms();
		doc->doc.clear_values();
		doc->doc.set_data(std::string());
		doc->too_long.clear();
		return TC_OK;
	});
}

enum tc_status tc_doc_set_data(struct tc_doc *doc, struct tc_str data, struct tc_err *err)
{
	return guard(err, "stored data", [&] {
		doc->doc.set_data(to_string(data));
		return TC_OK;
	});
}

enum tc_status tc_doc_data(const struct tc_doc *doc, struct tc_buf *out, struct tc_err *err)
{
	return guard(err, "stored data", [&] { return put(out, doc->doc.get_data(), "stored data", err); });
}

enum tc_status tc_doc_set_value(struct tc_doc *doc, uint32_t slot, struct tc_str value, struct tc_err *err)
{
	return guard(err, "value", [&] {
		doc->doc.add_value(slot, to_string(value));
		return TC_OK;
	});
}

enum tc_status tc_doc_value(const struct tc_doc *doc, uint32_t slot, struct tc_buf *out, struct tc_err *err)
{
	return guard(err, "value", [&] { return put(out, doc->doc.get_value(slot), "value", err); });
}

enum tc_status tc_doc_add_term(struct tc_doc *doc, struct tc_str term, uint32_t wdf, struct tc_err *err)
{
	return guard(err, "term", [&] {
		add(doc, term, nullptr, 0, wdf);
		return TC_OK;
	});
}

enum tc_status tc_doc_add_positions(struct tc_doc *doc, struct tc_str term, const uint32_t *positions, size_t n, uint32_t wdf,
				    struct tc_err *err)
{
	return guard(err, "term", [&] {
		add(doc, term, positions, n, wdf);
		return TC_OK;
	});
}

enum tc_status tc_doc_remove_term(struct tc_doc *doc, struct tc_str term, struct tc_err *err)
{
	return guard(err, "term", [&] {
		assign(doc->term, term);
		doc->whole();
		try {
			doc->doc.remove_term(doc->term);
		} catch (const Xapian::InvalidArgumentError &) {
			return tc_err_set(err, TC_ENOENT, "term: the document does not have it");
		}
		doc->too_long.erase(doc->term);
		return TC_OK;
	});
}
