/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The main of a fuzz target that is built without libFuzzer: runs the target once on the bytes of each file named on the command
 * line, and on those of each file of each folder named (not of the folders in it), in the order of names.  Says how many there
 * were.  A target that finds fault aborts; a file that cannot be read is a failure too. */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_BYTES (16u << 20) /* of one seed */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned long n_files;

static int complain(const char *path)
{
	fprintf(stderr, "%s: %s\n", path, strerror(errno));
	return -1;
}

/* The bytes are moved to a block of just their size, so that the sanitizers see a step over its end. */
static int replay_file(const char *path)
{
	static uint8_t bytes[MAX_BYTES];
	FILE *file = fopen(path, "rb");
	if (file == NULL)
		return complain(path);
	size_t n = fread(bytes, 1, sizeof bytes, file);
	int failed = ferror(file);
	fclose(file);
	uint8_t *exact = malloc(n > 0 ? n : 1);
	if (failed || exact == NULL) {
		free(exact);
		return complain(path);
	}
	memcpy(exact, bytes, n);
	LLVMFuzzerTestOneInput(exact, n);
	free(exact);
	n_files++;
	return 0;
}

static int replay(const char *path)
{
	struct stat st;
	struct dirent **names = NULL;
	if (stat(path, &st) != 0)
		return complain(path);
	if (!S_ISDIR(st.st_mode))
		return replay_file(path);
	int n = scandir(path, &names, NULL, alphasort);
	int status = n < 0 ? complain(path) : 0;
	for (int i = 0; i < n; i++) {
		char below[4096];
		int length = snprintf(below, sizeof below, "%s/%s", path, names[i]->d_name);
		if (status == 0 && length < (int)sizeof below && stat(below, &st) == 0 && S_ISREG(st.st_mode))
			status = replay_file(below);
		free(names[i]);
	}
	free(names);
	return status;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (replay(argv[i]) != 0)
			return 1;
	printf("%lu inputs\n", n_files);
	return 0;
}
