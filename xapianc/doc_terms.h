/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_DOC_TERMS_H
#define TC_XAPIANC_DOC_TERMS_H

/* Inside of the bindings only (C++): the terms of a document in three arrays.  Xapian::Document keeps them in a map of objects,
 * which is slower to fill than a bulk load is to write them. */

#include <cstdint>
#include <string>
#include <vector>

namespace Xapian
{
class Document;
}

namespace xapianc
{

class doc_terms
{
      public:
	struct entry {
		size_t at, length; /* in bytes() */
		size_t first, n;   /* in positions() */
		uint32_t wdf;
	};

	void clear();
	bool empty() const
	{
		return entries.empty();
	}
	/* The same term may come again: wdf and positions are added. */
	void add(const char *term, size_t length, const uint32_t *positions, size_t n, uint32_t wdf);
	void read(const Xapian::Document &document); /* adds its terms */
	void put(Xapian::Document &document) const;  /* adds these to its terms */
	/* Brings the terms into byte order, each once, its positions ascending, each once. */
	void sort();

	const std::vector<entry> &all() const
	{
		return entries;
	}
	const char *bytes() const
	{
		return text.data();
	}
	const uint32_t *positions() const
	{
		return places.data();
	}

      private:
	bool in_order(const entry &before, const entry &after) const;
	bool ascends(const entry &e) const;
	void join();

	std::vector<entry> entries;
	std::string text;
	std::vector<uint32_t> places;
	bool sorted = true;
};

} /* namespace xapianc */

#endif
