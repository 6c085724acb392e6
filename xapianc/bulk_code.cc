/* SPDX-License-Identifier: GPL-2.0-or-later */

/* How glass writes numbers, keys and lists of positions.
 *
 * Positions: the last one as a number; when there are more, a string of bits, low bit of each byte first.  It holds the first
 * position (below the last), how many lie between first and last, then those between: of a stretch with known ends its middle
 * element, then the stretch left of it, then that right of it.  Every value is coded in the range that is left for it: of the
 * elements between two ends each takes a place of its own, so k elements before it and k after it narrow the range.
 *
 * A value in a range of r takes as many bits as r - 1 needs; when r is no power of two some values take one bit less, and glass
 * gives the shorter codes to the values in the middle of the range.  The values above the middle are coded by what they exceed
 * it by, with the top bit set.  Which numbers go with which is not written anywhere but in Xapian; our tests compare. */

#include "xapianc/bulk_table.h"

namespace xapianc
{

void put_number(std::string &to, uint64_t value)
{
	for (; value > 127; value >>= 7)
		to += static_cast<char>(0x80 | (value & 0x7f));
	to += static_cast<char>(value);
}

uint64_t take_number(const char *&p)
{
	uint64_t value = 0;

	for (unsigned shift = 0;; shift += 7) {
		const unsigned char c = static_cast<unsigned char>(*p++);
		value |= static_cast<uint64_t>(c & 0x7f) << shift;
		if (c < 0x80)
			return value;
	}
}

void put_sortable(std::string &to, uint32_t value)
{
	static const unsigned char marks[] = {0, 0, 0, 0x80, 0xc0, 0xe0};
	const unsigned n = value < 0x8000 ? 2 : value < 0x400000 ? 3 : value < 0x20000000 ? 4 : 5;

	for (unsigned i = n; i-- > 0;) {
		const unsigned byte = i > 3 ? 0 : value >> (8 * i) & 0xff;
		to += static_cast<char>(i == n - 1 ? byte | marks[n] : byte);
	}
}

void put_counted(std::string &to, const std::string &bytes)
{
	put_number(to, bytes.size());
	to += bytes;
}

void put_escaped(std::string &to, const char *term, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		to += term[i];
		if (term[i] == '\0')
			to += '\xff';
	}
}

namespace
{

class bit_writer
{
      public:
	explicit bit_writer(std::string &out) : to(out)
	{
	}

	/* value of 0 to range - 1 */
	void put(uint64_t value, uint64_t range)
	{
		if (range < 2)
			return;
		unsigned width = 64 - static_cast<unsigned>(__builtin_clzll(range - 1));
		const uint64_t n_short = (UINT64_C(1) << width) - range;
		const uint64_t low = (range - n_short) / 2;

		if (n_short != 0 && value >= low) {
			if (value < low + n_short)
				width--;
			else
				value = (value - low - n_short) + (UINT64_C(1) << (width - 1));
		}
		held |= value << n_held;
		for (n_held += width; n_held >= 8; n_held -= 8, held >>= 8)
			to += static_cast<char>(held & 0xff);
	}

	/* What lies between the elements first and last. */
	void put_between(const uint32_t *v, size_t first, size_t last)
	{
		if (last - first < 2)
			return;
		const size_t middle = first + (last - first) / 2;
		const uint64_t free_places = static_cast<uint64_t>(v[last]) - v[first] + 1 - (last - first);

		put(v[middle] - v[first] - (middle - first), free_places);
		put_between(v, first, middle);
		put_between(v, middle, last);
	}

	void end()
	{
		if (n_held != 0)
			to += static_cast<char>(held & 0xff);
	}

      private:
	std::string &to;
	uint64_t held = 0;
	unsigned n_held = 0;
};

} /* namespace */

void put_positions(std::string &to, const uint32_t *positions, size_t n)
{
	const uint32_t first = positions[0], last = positions[n - 1];

	put_number(to, last);
	if (n == 1)
		return;
	bit_writer bits(to);
	bits.put(first, last);
	bits.put(n - 2, last - first);
	bits.put_between(positions, 0, n - 1);
	bits.end();
}

} /* namespace xapianc */
