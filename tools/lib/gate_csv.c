/* gate_csv.c - a document of gate(1) as CSV */

#include <math.h>

#include "gate_formats.h"
#include "out.h"

static void
write_field(FILE *f, const struct gate_row *r, const struct gate_field *field)
{
	const void *at = (const char *)r + field->offset;
	const char *text;

	switch (field->type) {
	case GATE_TEXT:
	case GATE_OPTIONAL:
		text = *(const char *const *)at;
		if (text)
			out_field(f, text);
		break;
	case GATE_NUMBER:
		if (isfinite(*(const double *)at))
			fprintf(f, "%.12g", *(const double *)at);
		break;
	case GATE_TRUTH:
		if (*(const int *)at >= 0)
			fprintf(f, "%d", *(const int *)at);
		break;
	case GATE_WORD: fputs(gate_words[r->verdict], f);
	}
}

void
gate_csv_write(FILE *f, const struct gate *g)
{
	for (size_t i = 0; i < GATE_FIELDS; i++)
		fprintf(f, "%s%s", i ? "," : "", gate_fields[i].name);
	putc('\n', f);
	for (size_t i = 0; i < g->len; i++)
		for (size_t j = 0; j < GATE_FIELDS; j++) {
			write_field(f, &g->row[i], &gate_fields[j]);
			putc(j + 1 < GATE_FIELDS ? ',' : '\n', f);
		}
}
