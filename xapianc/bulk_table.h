/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_BULK_TABLE_H
#define TC_XAPIANC_BULK_TABLE_H

/* Inside of the bindings only (C++): one table file of a glass database, and its codes for numbers. */

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

struct tc_deflater;

namespace xapianc
{

/* A failing system call; errno_value says why. */
struct write_failure {
	int errno_value;
	std::string path;
};

/* Seven bits a byte, the low ones first; the top bit says that more follow. */
void put_number(std::string &to, uint64_t value);
uint64_t take_number(const char *&p);
/* In the order of the numbers: big-endian, 2 to 5 bytes; the leading one bits say how many above 2. */
void put_sortable(std::string &to, uint32_t value);
/* Number of bytes, then the bytes. */
void put_counted(std::string &to, const std::string &bytes);
/* A term as part of a key: each zero byte is followed by 0xFF. */
void put_escaped(std::string &to, const char *term, size_t n);
/* n positions, ascending. */
void put_positions(std::string &to, const uint32_t *positions, size_t n);

/* A B-tree written from the left to the right.  Keys must ascend. */
class bulk_table
{
      public:
	/* least_to_deflate: what Xapian is told, 0: never; deflates: tags over that are deflated here too. */
	bulk_table(const std::string &file, unsigned least_to_deflate, bool deflates = false);
	~bulk_table();
	bulk_table(const bulk_table &) = delete;
	bulk_table &operator=(const bulk_table &) = delete;

	void start(); /* makes the file; the first add does too */
	void add(const std::string &key, const std::string &tag);
	void finish();
	/* What iamglass says of it. */
	void describe(std::string &to) const;

      private:
	struct block {
		std::string bytes;
		size_t directory_end, lowest;
		std::string divider; /* the key before it in its parent */
		unsigned divider_piece = 0;

		block();
		void reset();
		size_t room() const
		{
			return lowest - directory_end;
		}
		char *item(size_t n_bytes);
	};

	void add_piece(const std::string &key, unsigned piece, const char *tag, size_t n_bytes, unsigned flags);
	bool deflate(const std::string &tag);
	void next_leaf(const std::string &key, unsigned piece);
	void add_child(size_t level, const std::string &divider, unsigned piece, uint32_t child);
	uint32_t write_block(const block &b, size_t level);
	void drain();

	std::string path;
	int fd = -1;
	bool started = false;
	unsigned least;
	bool deflates;
	struct tc_deflater *deflater = nullptr;
	std::string deflated; /* of the last tag */
	size_t n_deflated = 0;
	uint32_t n_blocks = 0, root = 0;
	uint64_t n_entries = 0;
	std::vector<std::unique_ptr<block>> levels; /* 0 is the leaf */
	std::string last_key;
	std::string pending; /* blocks not written yet */
};

} /* namespace xapianc */

#endif
