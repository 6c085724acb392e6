/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TC_XAPIANC_GUARD_H
#define TC_XAPIANC_GUARD_H

/* Inside of the bindings only (C++).  Every function that C calls has one guard around its body, so that nothing is thrown
 * through C, and one function gives each exception its status. */

#include <new>
#include <string>

#include <xapian.h>

extern "C" {
#include "base/alloc.h"
#include "base/buf.h"
#include "base/status.h"
#include "base/str.h"
}

namespace xapianc
{

/* Handles that C holds are allocated through base/alloc.h. */
struct house_allocated {
	static void *operator new(size_t n_bytes)
	{
		void *p = tc_alloc(n_bytes);
		if (p == nullptr)
			throw std::bad_alloc();
		return p;
	}
	static void operator delete(void *p)
	{
		tc_free(p);
	}
};

/* A read went on for longer than it may (tc_db_set_time_limit). */
struct out_of_time {
};

/* Rethrows the exception in flight, writes "what: why" into err and returns its status. */
enum tc_status name_exception(struct tc_err *err, const char *what) noexcept;

/* Runs body, which returns a status; an exception out of it becomes one. */
template <class Body> enum tc_status guard(struct tc_err *err, const char *what, Body &&body) noexcept
{
	try {
		return body();
	} catch (...) {
		return name_exception(err, what);
	}
}

inline std::string to_string(struct tc_str s)
{
	return std::string(s.n == 0 ? "" : s.p, s.n);
}

inline void assign(std::string &to, struct tc_str s)
{
	to.assign(s.n == 0 ? "" : s.p, s.n);
}

/* out = bytes. */
inline enum tc_status put(struct tc_buf *out, const std::string &bytes, const char *what, struct tc_err *err)
{
	tc_buf_reset(out);
	tc_buf_add(out, bytes.data(), bytes.size());
	return tc_buf_check(out, what, err);
}

/* What Xapian can store: bytes of a term or metadata key in the tables, where a zero byte takes two. */
const size_t MAX_KEY_BYTES = 245;
inline size_t key_bytes(struct tc_str s)
{
	size_t n = s.n;
	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\0';
	return n;
}

} /* namespace xapianc */

#endif
