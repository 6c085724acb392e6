/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options of any bytes, twice: as a configuration file, and as a command line whose words end with NUL or newline. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/option.h"

#define MOST_WORDS 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool flag;
static const char *string;
static struct tc_option_list list;
static unsigned long number;
static unsigned long long bytes;
static int choice;

static const struct tc_option table[] = {
	{"quiet", 'q', TC_OPTION_FLAG, &flag, NULL, "", 0, false},
	{"index", 'i', TC_OPTION_STRING, &string, "DIR", "", 0, false},
	{"source", 's', TC_OPTION_LIST, &list, "PATH", "", 0, false},
	{"limit", 'n', TC_OPTION_UINT, &number, "N", "", 1000, false},
	{"memory", 'm', TC_OPTION_BYTES, &bytes, "BYTES", "", 0, false},
	{"sort", 0, TC_OPTION_CHOICE, &choice, "date|-date", "", 0, true},
	{NULL, 0, TC_OPTION_FLAG, NULL, NULL, NULL, 0, false},
};

static void check(enum tc_status status, const struct tc_err *err)
{
	if (status != TC_OK && (status != TC_EARG || err->text[0] == '\0'))
		abort();
	if (number > 1000 || choice < 0 || choice > 1)
		abort();
}

static void read_file(const uint8_t *data, size_t size, struct tc_option_set *set)
{
	char path[64];
	struct tc_err err = {TC_OK, ""};
	const struct tc_option *known[] = {table};
	int fd = memfd_create("settings", 0);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	check(tc_option_read_file(table, "query", known, 1, path, set, &err), &err);
	close(fd);
}

static void parse_words(const uint8_t *data, size_t size, struct tc_option_set *set)
{
	char *argv[MOST_WORDS + 1] = {NULL}, *operands[MOST_WORDS + 1];
	struct tc_err err = {TC_OK, ""};
	int argc = 1, n_operands;
	char *text = malloc(size + 1);
	if (text == NULL)
		return;
	memcpy(text, data, size);
	text[size] = '\0';
	for (size_t from = 0; from <= size && argc < MOST_WORDS; from += strlen(text + from) + 1) {
		text[from + strcspn(text + from, "\n")] = '\0';
		argv[argc++] = text + from;
	}
	check(tc_option_parse(table, argc, argv, operands, &n_operands, set, &err), &err);
	if (n_operands > argc)
		abort();
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tc_option_set set = {.owned = NULL};
	flag = false;
	string = NULL;
	list = (struct tc_option_list){NULL, 0, 0};
	number = 0;
	bytes = 0;
	choice = 0;
	read_file(data, size, &set);
	parse_words(data, size, &set);
	tc_option_set_release(&set);
	return 0;
}
