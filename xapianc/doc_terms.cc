/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Terms of a document as they come.
 *
 * Indexing adds them in byte order with ascending positions, so that nothing remains to be sorted: that it is so is noticed while
 * they are added. */

#include "xapianc/doc_terms.h"

#include <algorithm>
#include <cstring>

#include <xapian.h>

namespace xapianc
{

namespace
{

int compare(const char *a, size_t n_a, const char *b, size_t n_b)
{
	const int order = memcmp(a, b, std::min(n_a, n_b));
	return order != 0 ? order : n_a < n_b ? -1 : n_a > n_b;
}

} /* namespace */

void doc_terms::clear()
{
	entries.clear();
	text.clear();
	places.clear();
	sorted = true;
}

bool doc_terms::in_order(const entry &before, const entry &after) const
{
	return compare(&text[before.at], before.length, &text[after.at], after.length) < 0;
}

bool doc_terms::ascends(const entry &e) const
{
	for (size_t i = 1; i < e.n; i++)
		if (places[e.first + i - 1] >= places[e.first + i])
			return false;
	return true;
}

void doc_terms::add(const char *term, size_t length, const uint32_t *positions, size_t n, uint32_t wdf)
{
	if (length == 0)
		throw Xapian::InvalidArgumentError("Empty termnames aren't allowed.");
	const entry e{text.size(), length, places.size(), n, wdf};
	text.append(term, length);
	places.insert(places.end(), positions, positions + n);
	entries.push_back(e);
	sorted = sorted && ascends(e) && (entries.size() == 1 || in_order(entries[entries.size() - 2], e));
}

void doc_terms::read(const Xapian::Document &document)
{
	std::vector<uint32_t> positions;

	for (Xapian::TermIterator t = document.termlist_begin(); t != document.termlist_end(); ++t) {
		const std::string term = *t;
		positions.assign(t.positionlist_begin(), t.positionlist_end());
		add(term.data(), term.size(), positions.data(), positions.size(), t.get_wdf());
	}
}

void doc_terms::put(Xapian::Document &document) const
{
	std::string term;

	for (const entry &e : entries) {
		term.assign(text, e.at, e.length);
		document.add_term(term, e.wdf);
		for (size_t i = 0; i < e.n; i++)
			document.add_posting(term, places[e.first + i], 0);
	}
}

void doc_terms::sort()
{
	if (sorted)
		return;
	std::stable_sort(entries.begin(), entries.end(), [this](const entry &a, const entry &b) { return in_order(a, b); });
	bool once = ascends(entries[0]);
	for (size_t i = 1; i < entries.size() && once; i++)
		once = in_order(entries[i - 1], entries[i]) && ascends(entries[i]);
	if (!once)
		join();
	sorted = true;
}

/* Of sorted entries one for each term. */
void doc_terms::join()
{
	doc_terms made;
	std::vector<uint32_t> together;

	for (size_t i = 0, next; i < entries.size(); i = next) {
		uint32_t wdf = 0;
		together.clear();
		for (next = i; next < entries.size() && !in_order(entries[i], entries[next]); next++) {
			const auto from = places.begin() + static_cast<std::ptrdiff_t>(entries[next].first);
			together.insert(together.end(), from, from + static_cast<std::ptrdiff_t>(entries[next].n));
			wdf += entries[next].wdf;
		}
		std::sort(together.begin(), together.end());
		together.erase(std::unique(together.begin(), together.end()), together.end());
		made.add(&text[entries[i].at], entries[i].length, together.data(), together.size(), wdf);
	}
	*this = made;
}

} /* namespace xapianc */
