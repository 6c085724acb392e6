/* SPDX-License-Identifier: GPL-2.0-or-later */

/* A table of a glass database, format 2016-03-14, written once from its first key to its last.
 *
 * The file is a row of blocks of 8 KB, numbered from 0; numbers in blocks are big-endian.  A block: revision (4 bytes), level (1;
 * 0 a leaf), largest gap (2), all free space (2), end of the directory (2), the directory from byte 11 (2 bytes an item, in the
 * order of the keys); items fill the block from its end.  A leaf's item: its size less 3 with flags in the top bits (0x20 first
 * piece of a tag, 0x40 last piece, 0x80 deflated), length of the key (1 byte), key, piece number (2 bytes, from the second piece
 * on), bytes of the tag.  No item may exceed a quarter of a block, or Xapian could not update the table; a longer tag goes in
 * pieces.  The first item of a table has an empty key and an empty tag and is not counted.  An item of a branch: block below
 * (4 bytes), length of the key, key, piece number (2).  The first key in a branch is empty, the others divide: the shortest start
 * of a leaf's first key that differs from the last key before it; a divider goes up as it is when a branch is full.
 *
 * The blocks are written as they fill, so leaves lie in key order with branches between them; iamglass calls such a table
 * sequential.  Tags are deflated quickly (level 1): Xapian's compaction copies such tags as they are and would deflate others
 * with twice the care and four times the time. */

#include "xapianc/bulk_table.h"

extern "C" {
#include "base/deflate.h"
}

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <unistd.h>

namespace xapianc
{

namespace
{

const size_t BLOCK_BYTES = 8192, HEADER_BYTES = 11;
const size_t MAX_ITEM_BYTES = (BLOCK_BYTES - HEADER_BYTES - 4 * 2) / 4;
const size_t PENDING_BYTES = 1 << 20;
const size_t LEAST_PIECE_BYTES = 64; /* a smaller rest of a leaf is left free */
const unsigned MAX_PIECES = 65535;
const uint32_t REVISION = 1;
const unsigned FIRST_PIECE = 0x20, LAST_PIECE = 0x40, DEFLATED = 0x80;
const int DEFLATE_LEVEL = 1;

void put16(char *p, size_t value)
{
	p[0] = static_cast<char>(value >> 8 & 0xff);
	p[1] = static_cast<char>(value & 0xff);
}

void put32(char *p, uint32_t value)
{
	put16(p, value >> 16);
	put16(p + 2, value & 0xffff);
}

} /* namespace */

bulk_table::block::block() : bytes(BLOCK_BYTES, '\0'), directory_end(HEADER_BYTES), lowest(BLOCK_BYTES)
{
}

void bulk_table::block::reset()
{
	directory_end = HEADER_BYTES;
	lowest = BLOCK_BYTES;
}

char *bulk_table::block::item(size_t n_bytes)
{
	lowest -= n_bytes;
	put16(&bytes[directory_end], lowest);
	directory_end += 2;
	return &bytes[lowest];
}

bulk_table::bulk_table(const std::string &file, unsigned least_to_deflate, bool deflate_here)
    : path(file), least(least_to_deflate), deflates(deflate_here)
{
}

bulk_table::~bulk_table()
{
	if (fd >= 0)
		close(fd);
	tc_deflater_free(deflater);
}

void bulk_table::start()
{
	if (started)
		return;
	fd = open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
	if (fd < 0)
		throw write_failure{errno, path};
	started = true;
	pending.reserve(PENDING_BYTES);
	levels.emplace_back(new block());
	char *p = levels[0]->item(3);
	put16(p, (FIRST_PIECE | LAST_PIECE) << 8);
	p[2] = 0;
}

void bulk_table::drain()
{
	for (size_t done = 0; done < pending.size();) {
		const ssize_t n = write(fd, pending.data() + done, pending.size() - done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			throw write_failure{n < 0 ? errno : ENOSPC, path};
		done += static_cast<size_t>(n);
	}
	pending.clear();
}

uint32_t bulk_table::write_block(const block &b, size_t level)
{
	if (pending.size() + BLOCK_BYTES > PENDING_BYTES)
		drain();
	const size_t at = pending.size();
	pending += b.bytes;
	char *p = &pending[at];
	put32(p, REVISION);
	p[4] = static_cast<char>(level);
	put16(p + 5, b.room());
	put16(p + 7, b.room());
	put16(p + 9, b.directory_end);
	memset(p + b.directory_end, 0, b.room());
	return n_blocks++;
}

void bulk_table::add_child(size_t level, const std::string &divider, unsigned piece, uint32_t child)
{
	const size_t n_bytes = 4 + 1 + divider.size() + 2;

	if (levels.size() == level)
		levels.emplace_back(new block());
	if (levels[level]->directory_end > HEADER_BYTES && levels[level]->room() < n_bytes + 2) {
		const uint32_t full = write_block(*levels[level], level);
		add_child(level + 1, levels[level]->divider, levels[level]->divider_piece, full);
		levels[level]->reset();
	}
	block &b = *levels[level];
	const bool first = b.directory_end == HEADER_BYTES;
	if (first) {
		b.divider = divider;
		b.divider_piece = piece;
	}
	const std::string &key = first ? std::string() : divider;
	char *p = b.item(4 + 1 + key.size() + 2);
	put32(p, child);
	p[4] = static_cast<char>(key.size());
	memcpy(p + 5, key.data(), key.size());
	put16(p + 5 + key.size(), first ? 0 : piece);
}

void bulk_table::next_leaf(const std::string &key, unsigned piece)
{
	block &leaf = *levels[0];
	const uint32_t full = write_block(leaf, 0);
	add_child(1, leaf.divider, leaf.divider_piece, full);
	leaf.reset();
	size_t n = 0;
	while (n < key.size() && n < last_key.size() && key[n] == last_key[n])
		n++;
	leaf.divider.assign(key, 0, n + 1);
	leaf.divider_piece = piece;
}

void bulk_table::add_piece(const std::string &key, unsigned piece, const char *tag, size_t n_bytes, unsigned flags)
{
	const size_t head = 3 + key.size() + (piece > 1 ? 2 : 0);

	if (levels[0]->room() < head + n_bytes + 2)
		next_leaf(key, piece);
	char *p = levels[0]->item(head + n_bytes);
	put16(p, (head + n_bytes - 3) | (flags | (piece == 1 ? FIRST_PIECE : 0U)) << 8);
	p[2] = static_cast<char>(key.size());
	memcpy(p + 3, key.data(), key.size());
	if (piece > 1)
		put16(p + 3 + key.size(), piece);
	memcpy(p + head, tag, n_bytes);
	last_key = key;
}

/* Whether the tag got shorter; it is in deflated then. */
bool bulk_table::deflate(const std::string &tag)
{
	if (!deflates || tag.size() <= least)
		return false;
	if (deflater == nullptr && tc_deflater_new(DEFLATE_LEVEL, &deflater, nullptr) != TC_OK)
		throw std::bad_alloc();
	if (deflated.size() < tag.size())
		deflated.resize(tag.size());
	return tc_deflater_put(deflater, {tag.data(), tag.size()}, &deflated[0], tag.size() - 1, &n_deflated);
}

void bulk_table::add(const std::string &key, const std::string &tag)
{
	start();
	n_entries++;
	const bool shorter = deflate(tag);
	const char *p = shorter ? deflated.data() : tag.data();
	size_t left = shorter ? n_deflated : tag.size();
	const unsigned flags = shorter ? DEFLATED : 0;
	if (3 + key.size() + left <= MAX_ITEM_BYTES) {
		add_piece(key, 1, p, left, flags | LAST_PIECE);
		return;
	}
	for (unsigned piece = 1; left != 0; piece++) {
		const size_t head = 3 + key.size() + (piece > 1 ? 2 : 0);
		const size_t free_bytes = levels[0]->room();
		size_t n = free_bytes < head + 2 + LEAST_PIECE_BYTES ? MAX_ITEM_BYTES - head : free_bytes - head - 2;

		if (piece > MAX_PIECES)
			throw write_failure{EFBIG, path};
		n = std::min({n, left, MAX_ITEM_BYTES - head});
		add_piece(key, piece, p, n, n == left ? flags | LAST_PIECE : flags);
		p += n;
		left -= n;
	}
}

void bulk_table::finish()
{
	if (!started)
		return;
	for (size_t level = 0;; level++) {
		const uint32_t at = write_block(*levels[level], level);
		if (level + 1 == levels.size()) {
			root = at;
			break;
		}
		add_child(level + 1, levels[level]->divider, levels[level]->divider_piece, at);
	}
	drain();
	const int closed = close(fd);
	fd = -1;
	if (closed != 0)
		throw write_failure{errno, path};
}

void bulk_table::describe(std::string &to) const
{
	const unsigned sequential = 2, not_on_disk = started ? 0 : 1;
	std::string free_list;

	put_number(to, root);
	put_number(to, (started ? levels.size() - 1 : 0) << 2 | sequential | not_on_disk);
	put_number(to, n_entries);
	put_number(to, BLOCK_BYTES >> 11);
	put_number(to, least);
	if (started) {
		put_number(free_list, REVISION);
		put_number(free_list, n_blocks);
		free_list.append(4, '\0');
	}
	put_counted(to, free_list);
}

} /* namespace xapianc */
