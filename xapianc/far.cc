/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What is kept of a remote database, so that it is asked for little.
 *
 * Each question is a way there and back: 0.05 ms on one machine, 0.2 ms and more between two; a query typed without marks asks
 * for some hundred frequencies.  Answers are kept until the database has another revision.  A correction of a word asks for
 * hundreds of words, hardly one of which is there: after MANY_ABSENT of one beginning all that begin so are fetched, one way for
 * all of them.  Documents are kept for the search that read them: values, stored data and frequencies of one are asked for one
 * after another.
 *
 * A local database is asked directly; nothing is kept of it. */

#include "xapianc/handle.h"

using namespace xapianc;

namespace
{

const unsigned MANY_ABSENT = 12;
/* Of keys the mark in front and a letter, of terms two letters, which may have four bytes. */
const size_t BEGINNING = 3;
const size_t MAX_DOCUMENTS = 1000, MAX_METADATA = 20000;

typedef std::map<std::string, std::set<std::string>> lists;

/* Is text known not to be there? */
bool is_absent(const lists &all, const std::string &text)
{
	const auto list = all.find(text.substr(0, BEGINNING));
	return list != all.end() && list->second.count(text) == 0;
}

/* Notes that text is not there; true when all of its beginning should be fetched. */
bool note_absent(std::map<std::string, unsigned> &absent, const lists &all, const std::string &text)
{
	const std::string beginning = text.substr(0, BEGINNING);
	return text.size() >= BEGINNING && all.count(beginning) == 0 && ++absent[beginning] >= MANY_ABSENT;
}

} /* namespace */

void part::forget() const
{
	metadata.clear();
	frequencies.clear();
	documents.clear();
	absent_keys.clear();
	absent_terms.clear();
	all_keys.clear();
	all_terms.clear();
	positions.clear();
	lengths.clear();
}

void source::forget() const
{
	frequencies.clear();
	postings.clear();
	values.clear();
	for (const struct part &p : parts)
		p.forget();
}

std::string part::get_metadata(const std::string &key) const
{
	if (!remote)
		return db.get_metadata(key);
	const auto known = metadata.find(key);
	if (known != metadata.end())
		return known->second;
	if (is_absent(all_keys, key))
		return std::string();
	const std::string value = db.get_metadata(key);
	if (metadata.size() > MAX_METADATA)
		metadata.clear();
	metadata[key] = value;
	if (value.empty() && note_absent(absent_keys, all_keys, key)) {
		const std::string beginning = key.substr(0, BEGINNING);
		std::set<std::string> &all = all_keys[beginning];
		for (auto k = db.metadata_keys_begin(beginning); k != db.metadata_keys_end(beginning); ++k)
			all.insert(*k);
	}
	return value;
}

Xapian::doccount part::get_termfreq(const std::string &term) const
{
	if (!remote || term.empty())
		return db.get_termfreq(term);
	if (is_absent(all_terms, term))
		return 0;
	if (frequencies.size() > MAX_FREQUENCIES)
		frequencies.clear();
	frequency &f = frequencies[term];
	if (f.has_documents)
		return f.documents;
	f.documents = db.get_termfreq(term);
	f.has_documents = true;
	const Xapian::doccount n = f.documents;
	if (n == 0 && note_absent(absent_terms, all_terms, term)) {
		const std::string beginning = term.substr(0, BEGINNING);
		std::set<std::string> &all = all_terms[beginning];
		for (auto t = db.allterms_begin(beginning); t != db.allterms_end(beginning); ++t)
			all.insert(*t);
	}
	return n;
}

Xapian::termcount part::get_collection_freq(const std::string &term) const
{
	if (!remote || term.empty())
		return db.get_collection_freq(term);
	if (is_absent(all_terms, term))
		return 0;
	const auto known = frequencies.find(term);
	if (known != frequencies.end() && known->second.has_documents && known->second.documents == 0)
		return 0;
	if (known != frequencies.end() && known->second.has_occurrences)
		return known->second.occurrences;
	const Xapian::termcount occurrences = db.get_collection_freq(term);
	if (occurrences == 0 && get_termfreq(term) == 0) /* which also notes it */
		return 0;
	frequency &f = frequencies[term];
	f.occurrences = occurrences;
	f.has_occurrences = true;
	return occurrences;
}

Xapian::Document part::get_document(Xapian::docid docid) const
{
	const auto known = documents.find(docid);
	if (known != documents.end())
		return known->second;
	if (documents.size() > MAX_DOCUMENTS)
		documents.clear();
	return documents[docid] = db.get_document(docid);
}

Xapian::doccount source::get_termfreq(const std::string &term) const
{
	Xapian::doccount sum = 0;
	if (!has_remote())
		return db.get_termfreq(term);
	const auto known = frequencies.find(term);
	if (known != frequencies.end())
		return known->second;
	for (const struct part &p : parts)
		sum += p.get_termfreq(term);
	return sum;
}

Xapian::termcount source::get_collection_freq(const std::string &term) const
{
	Xapian::termcount sum = 0;
	if (!has_remote())
		return db.get_collection_freq(term);
	const auto known = frequencies.find(term);
	if (known != frequencies.end() && known->second == 0)
		return 0;
	for (const struct part &p : parts)
		sum += p.get_collection_freq(term);
	return sum;
}

Xapian::Document source::get_document(Xapian::docid docid, unsigned flags) const
{
	Xapian::docid there;
	if (docid == 0 || parts.empty() || !part_of(docid, &there).remote)
		return db.get_document(docid, flags);
	return part_of(docid, &there).get_document(there);
}

std::string source::get_value(Xapian::docid docid, Xapian::valueno slot) const
{
	const auto known = values.find({docid, slot});
	if (known != values.end())
		return known->second;
	const std::string value = get_document(docid, Xapian::DOC_ASSUME_VALID).get_value(slot);
	if (value.empty())
		get_document(docid); /* throws when there is none */
	return value;
}

Xapian::termcount source::get_doclength(Xapian::docid docid) const
{
	Xapian::docid there;
	if (docid != 0 && has_remote()) {
		const struct part &p = part_of(docid, &there);
		const auto known = p.lengths.find(there);
		if (known != p.lengths.end())
			return known->second;
	}
	return db.get_doclength(docid);
}

const std::vector<Xapian::termpos> *source::known_positions(Xapian::docid docid, const std::string &term) const
{
	Xapian::docid there;
	const struct part &p = part_of(docid, &there);
	const auto known = p.positions.find({there, term});
	return known != p.positions.end() ? &known->second : nullptr;
}
