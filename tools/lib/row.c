/* row.c - write samples CSV, the format of samples(5) */

#include <stdlib.h>

#include "die.h"
#include "number.h"
#include "out.h"
#include "row.h"

const char *const phase_names[PHASES] = {
    "timed", "warmup", "observed", "derived"};

void
row_key_write(FILE *f, const struct row_key *key)
{
	out_field(f, key->implementation);
	fprintf(f, ",%ld,%ld,%s,%s,", key->round, key->position,
	    phase_names[key->phase], key->status);
}

void
row_write(FILE *f, const struct row_key *key, const char *scase,
    const char *metric, const char *unit, double value, double count)
{
	char text[NUMBER_MAX];

	row_key_write(f, key);
	out_field(f, scase);
	putc(',', f);
	out_field(f, metric);
	putc(',', f);
	out_field(f, unit);
	fprintf(f, ",%s", number_format(text, value));
	fprintf(f, ",%s\n", number_format(text, count));
}

void
row_write_interval(FILE *f, const struct row_key *key, const char *scase,
    const char *metric, const char *unit, double value, double lo, double hi)
{
	const double values[] = {value, lo, hi};
	static const char *const ends[] = {"", "_lo", "_hi"};

	for (int i = 0; i < 3; i++) {
		char *name = xprintf("%s%s", metric, ends[i]);

		row_write(f, key, scase, name, unit, values[i], 1);
		free(name);
	}
}
