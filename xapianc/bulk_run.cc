/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What a glass database consists of, and one run of a bulk load that becomes one.
 *
 * postlist: a term's postings under the term (zero bytes escaped by 0xFF); chunks after the first, begun about every 2,000 bytes,
 *   under term, zero byte, sortable docid of their first.  The first chunk begins with the number of documents, the sum of wdf,
 *   first docid - 1; each goes on with '1' if it is the last, else '0', last docid - first docid; then wdf, and for each further
 *   posting docid - docid before - 1, wdf.  Keys that begin with a zero byte and 0xC0 hold metadata under their own key, 0xD0
 *   with the slot (low byte first, no leading zeros) its statistics: how many values, lowest (counted), highest unless the same;
 *   0xD8 with slot and first docid a chunk of values: value, then docid - docid before - 1, value; values counted.  0xE0 holds
 *   the documents' lengths, as the postings of a term whose two sums are 0.
 * position: term, zero byte, docid -> positions (bulk_code.cc); only postings that have some.
 * termlist: docid -> length, number of terms, first term (counted), wdf; then each term as what it shares with the one before,
 * the number of other bytes, these, wdf.  Shared and wdf are one byte where (wdf + 1) * (length before + 1) + shared fits.
 * Without terms the tag is empty.  docid, zero byte -> slots used, each less the one before and 1. docdata: docid -> stored data,
 * unless empty. iamglass: marks, UUID, revision, each table's root and size, then the statistics of the whole.
 *
 * What must agree: documents = entries of lengths; length = sum of wdf = that in the termlist; sums of a term = its chunks';
 * bounds no closer than the facts; entries of a table = its whole tags.
 *
 * Termlists and stored data are written as documents come, the two tables that are ordered by term when the run is full. */

#include "xapianc/bulk_run.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <exception>
#include <thread>

#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace xapianc
{

namespace
{

const size_t CHUNK_BYTES = 2000;
const unsigned DEFLATE_LEAST = 18; /* what Xapian will deflate when it changes a tag */
const size_t TERM_OVERHEAD_BYTES = 128;

const std::string METADATA("\0\xc0", 2), VALUE_STATS("\0\xd0", 2), VALUES("\0\xd8", 2), LENGTHS("\0\xe0", 2);

std::string docid_key(uint32_t docid)
{
	std::string key;
	put_sortable(key, docid);
	return key;
}

/* Eight bytes at a time; terms are short. */
uint64_t hash_of(const char *p, size_t n)
{
	uint64_t hash = n * 0x9e3779b97f4a7c15ULL;

	for (; n > 0; p += std::min<size_t>(n, 8), n -= std::min<size_t>(n, 8)) {
		uint64_t word = 0;
		memcpy(&word, p, std::min<size_t>(n, 8));
		hash = (hash ^ word) * 0xc2b2ae3d27d4eb4fULL;
		hash ^= hash >> 31;
	}
	return hash;
}

/* Cuts one list of postings into chunks. */
class chunk_writer
{
      public:
	/* first: the key of the first chunk; later: what stands before the docid in those of the others. */
	chunk_writer(bulk_table &out, const std::string &first, const std::string &later, uint64_t n_documents,
		     uint64_t occurrences)
	    : table(out), first_key(first), later_key(later), n(n_documents), sum(occurrences)
	{
	}

	void add(uint32_t docid, uint32_t wdf)
	{
		if (body.size() >= CHUNK_BYTES)
			write(false);
		if (body.empty())
			first_docid = docid;
		else
			put_number(body, docid - last_docid - 1);
		put_number(body, wdf);
		last_docid = docid;
	}

	void end()
	{
		if (!body.empty())
			write(true);
	}

      private:
	void write(bool last)
	{
		std::string key = initial ? first_key : later_key, tag;

		if (initial) {
			put_number(tag, n);
			put_number(tag, sum);
			put_number(tag, first_docid - 1);
		} else {
			put_sortable(key, first_docid);
		}
		tag += last ? '1' : '0';
		put_number(tag, last_docid - first_docid);
		table.add(key, tag + body);
		body.clear();
		initial = false;
	}

	bulk_table &table;
	const std::string first_key, later_key;
	const uint64_t n, sum;
	bool initial = true;
	uint32_t first_docid = 0, last_docid = 0;
	std::string body;
};

} /* namespace */

bulk_run::bulk_run(const std::string &directory)
    : path(directory), docdata(directory + "/docdata.glass", DEFLATE_LEAST, true),
      termlist(directory + "/termlist.glass", DEFLATE_LEAST, true)
{
	if (mkdir(path.c_str(), 0777) != 0)
		throw write_failure{errno, path};
}

void bulk_run::grow()
{
	places.assign(places.empty() ? 1 << 12 : places.size() * 2, 0);
	for (size_t i = 0; i < terms.size(); i++) {
		size_t at = terms[i].hash & (places.size() - 1);
		while (places[at] != 0)
			at = (at + 1) & (places.size() - 1);
		places[at] = static_cast<uint32_t>(i + 1);
	}
}

bulk_run::postings &bulk_run::find(const char *term, size_t n)
{
	const uint64_t hash = hash_of(term, n);

	if ((terms.size() + 1) * 2 > places.size())
		grow();
	size_t at = hash & (places.size() - 1);
	for (; places[at] != 0; at = (at + 1) & (places.size() - 1)) {
		postings &known = terms[places[at] - 1];
		if (known.hash == hash && known.n_name == n && memcmp(&names[known.name], term, n) == 0)
			return known;
	}
	terms.push_back(postings{hash, names.size(), n, 0, 0, 0, std::string()});
	names.append(term, n);
	places[at] = static_cast<uint32_t>(terms.size());
	held += TERM_OVERHEAD_BYTES + n;
	return terms.back();
}

void bulk_run::add_terms(Xapian::docid docid, const doc_terms &added)
{
	uint64_t length = 0;
	const doc_terms::entry *before = nullptr;

	coded.clear();
	for (const doc_terms::entry &e : added.all()) {
		const char *const term = added.bytes() + e.at;
		postings &to = find(term, e.length);
		const size_t had = to.bytes.capacity();

		put_number(to.bytes, docid - to.last_docid);
		put_number(to.bytes, e.wdf);
		tag.clear();
		if (e.n != 0)
			put_positions(tag, added.positions() + e.first, e.n);
		put_counted(to.bytes, tag);
		held += to.bytes.capacity() - had;
		to.last_docid = docid;
		to.n_documents++;
		to.occurrences += e.wdf;
		length += e.wdf;
		largest_wdf = std::max(largest_wdf, e.wdf);

		size_t shared = 0, packed = 256;
		if (before != nullptr) {
			const char *const last = added.bytes() + before->at;
			while (shared < before->length && shared < e.length && last[shared] == term[shared])
				shared++;
			if (e.wdf < 127)
				packed = (e.wdf + 1) * (before->length + 1) + shared;
			coded += static_cast<char>(packed < 256 ? packed : shared);
		}
		coded += static_cast<char>(e.length - shared);
		coded.append(term + shared, e.length - shared);
		if (packed >= 256)
			put_number(coded, e.wdf);
		before = &e;
	}
	if (length > UINT32_MAX)
		throw Xapian::RangeError("the document is too long");
	tag.clear();
	if (before != nullptr) {
		put_number(tag, length);
		put_number(tag, added.all().size());
		tag += coded;
	}
	termlist.add(docid_key(docid), tag);
	lengths.emplace_back(docid, static_cast<uint32_t>(length));
	held += sizeof(lengths[0]);
	if (length != 0 && (shortest == 0 || length < shortest))
		shortest = static_cast<uint32_t>(length);
	longest = std::max(longest, static_cast<uint32_t>(length));
	total_length += length;
}

void bulk_run::add_value(struct slot &to, Xapian::docid docid, const std::string &value)
{
	if (to.n_values == 0 || to.chunks.back().tag.size() >= CHUNK_BYTES) {
		to.chunks.push_back(value_chunk{docid, std::string()});
		held += CHUNK_BYTES;
	} else {
		put_number(to.chunks.back().tag, docid - to.last_docid - 1);
	}
	put_counted(to.chunks.back().tag, value);
	held += value.size();
	if (to.n_values == 0 || value < to.lower)
		to.lower = value;
	if (to.n_values == 0 || value > to.upper)
		to.upper = value;
	to.n_values++;
	to.last_docid = docid;
}

void bulk_run::add_values(Xapian::docid docid, const Xapian::Document &document)
{
	uint32_t next = 0;

	tag.clear();
	for (Xapian::ValueIterator v = document.values_begin(); v != document.values_end(); ++v) {
		const uint32_t number = v.get_valueno();
		add_value(slots[number], docid, *v);
		put_number(tag, number - next);
		next = number + 1;
	}
	if (!tag.empty())
		termlist.add(docid_key(docid) + '\0', tag);
}

uint64_t bulk_run::add(Xapian::docid docid, const doc_terms &added, const Xapian::Document &document)
{
	add_terms(docid, added);
	add_values(docid, document);
	const std::string data = document.get_data();
	if (!data.empty())
		docdata.add(docid_key(docid), data);
	return lengths.back().second;
}

void bulk_run::write_specials(bulk_table &table, const std::map<std::string, std::string> &metadata) const
{
	std::map<std::string, const std::string *> chunks;

	for (const auto &m : metadata)
		table.add(METADATA + m.first, m.second);
	std::map<std::string, std::string> stats;
	for (const auto &s : slots) {
		std::string name = VALUE_STATS, text;
		for (uint32_t number = s.first; number != 0; number >>= 8)
			name += static_cast<char>(number & 0xff);
		put_number(text, s.second.n_values);
		put_counted(text, s.second.lower);
		if (s.second.upper != s.second.lower)
			text += s.second.upper;
		stats[name] = text;
		for (const value_chunk &c : s.second.chunks) {
			name = VALUES;
			put_number(name, s.first);
			put_sortable(name, c.first_docid);
			chunks[name] = &c.tag;
		}
	}
	for (const auto &s : stats)
		table.add(s.first, s.second);
	for (const auto &c : chunks)
		table.add(c.first, *c.second);
	chunk_writer list(table, LENGTHS, LENGTHS, 0, 0);
	for (const auto &l : lengths)
		list.add(l.first, l.second);
	list.end();
}

bulk_run::sorted_terms bulk_run::sort() const
{
	sorted_terms sorted;

	sorted.reserve(terms.size());
	for (const postings &p : terms)
		sorted.push_back(&p);
	std::sort(sorted.begin(), sorted.end(), [this](const postings *a, const postings *b) {
		const int order = memcmp(&names[a->name], &names[b->name], std::min(a->n_name, b->n_name));
		return order != 0 ? order < 0 : a->n_name < b->n_name;
	});
	return sorted;
}

void bulk_run::write_postings(bulk_table &table, const sorted_terms &sorted) const
{
	for (const postings *e : sorted) {
		std::string name;
		put_escaped(name, &names[e->name], e->n_name);
		chunk_writer list(table, name, name + '\0', e->n_documents, e->occurrences);
		uint32_t docid = 0;
		const char *p = e->bytes.data(), *const end = p + e->bytes.size();
		while (p < end) {
			docid += static_cast<uint32_t>(take_number(p));
			list.add(docid, static_cast<uint32_t>(take_number(p)));
			const uint64_t n = take_number(p);
			p += n;
		}
		list.end();
	}
	table.finish();
}

void bulk_run::write_positions(bulk_table &table, const sorted_terms &sorted) const
{
	std::string name, text;

	for (const postings *e : sorted) {
		name.clear();
		put_escaped(name, &names[e->name], e->n_name);
		name += '\0';
		const size_t n_term = name.size();
		uint32_t docid = 0;
		const char *p = e->bytes.data(), *const end = p + e->bytes.size();
		while (p < end) {
			docid += static_cast<uint32_t>(take_number(p));
			take_number(p);
			const uint64_t n = take_number(p);
			if (n != 0) {
				name.resize(n_term);
				put_sortable(name, docid);
				text.assign(p, n);
				table.add(name, text);
			}
			p += n;
		}
	}
	table.finish();
}

void bulk_run::write_version(const bulk_table &postlist, const bulk_table &position) const
{
	static const char magic[] = "\x0f\x0dXapian Glass\x04\x6e";
	const bulk_table none("", DEFLATE_LEAST);
	const uint32_t n = static_cast<uint32_t>(lengths.size());
	std::string text(magic, sizeof(magic) - 1);
	unsigned char uuid[16];

	if (getrandom(uuid, sizeof(uuid), 0) != sizeof(uuid))
		throw write_failure{errno, "random numbers"};
	uuid[6] = (uuid[6] & 0x0f) | 0x40; /* RFC 4122: a random one */
	uuid[8] = (uuid[8] & 0x3f) | 0x80;
	text.append(reinterpret_cast<const char *>(uuid), sizeof(uuid));
	put_number(text, 1);
	postlist.describe(text);
	docdata.describe(text);
	termlist.describe(text);
	position.describe(text);
	none.describe(text);
	none.describe(text);
	put_number(text, n);
	put_number(text, n == 0 ? 0 : lengths.back().first - n);
	put_number(text, shortest);
	put_number(text, largest_wdf);
	put_number(text, longest - largest_wdf);
	put_number(text, 0);
	put_number(text, total_length);
	put_number(text, 0);

	const std::string file = path + "/iamglass";
	const int fd = open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
	if (fd < 0)
		throw write_failure{errno, file};
	const ssize_t written = write(fd, text.data(), text.size());
	const int why = written < 0 ? errno : ENOSPC;
	if (close(fd) != 0 || written != static_cast<ssize_t>(text.size()))
		throw write_failure{why, file};
}

void bulk_run::finish(const std::map<std::string, std::string> &metadata, bool threads)
{
	bulk_table postlist(path + "/postlist.glass", 0), position(path + "/position.glass", DEFLATE_LEAST);
	const sorted_terms sorted = sort();
	std::exception_ptr failed;

	postlist.start();
	write_specials(postlist, metadata);
	auto write_second = [&] {
		try {
			write_positions(position, sorted);
		} catch (...) {
			failed = std::current_exception();
		}
	};
	std::thread second;
	if (threads)
		second = std::thread(write_second);
	try {
		write_postings(postlist, sorted);
	} catch (...) {
		if (threads)
			second.join();
		throw;
	}
	if (threads)
		second.join();
	else
		write_second();
	if (failed)
		std::rethrow_exception(failed);
	docdata.finish();
	termlist.start(); /* must be there even when empty, or Xapian cannot write to the database */
	termlist.finish();
	write_version(postlist, position);
}

} /* namespace xapianc */
