/* trendcsv.c - the changes of a series as CSV */

#include <string.h>

#include "accepted.h"
#include "number.h"
#include "out.h"
#include "trendcsv.h"

static void
write_text(FILE *f, const char *s)
{
	putc(',', f);
	out_field(f, s);
}

void
trendcsv_header(FILE *f, const struct course_source *s)
{
	for (size_t i = 0; i < s->fields; i++) {
		fputs(i > 0 ? "," : "", f);
		out_field(f, s->field[i]);
		fputs(s->history && i == COURSE_SERIES ? ",segment" : "", f);
	}
	fputs(s->fields > 0 ? "," : "", f);
	fputs(s->history ? "index,from_commit,to_commit,from_time,to_time,"
			   "before,after,ratio,ratio_lo,ratio_hi,p,verdict,"
			   "accepted,n_before,n_after,expired\n"
			 : "index,from,to,before,after,ratio,ratio_lo,"
			   "ratio_hi,p,verdict,n_before,n_after\n",
	    f);
}

static void
write_row(FILE *f, const struct course *c, const struct segment *s,
    const struct shift *shift, const struct view *v)
{
	const struct point *p = course_before(s, shift);
	const struct point *q = course_after(s, shift);
	const struct annotation *a = accepted_by(v->annotations, c, s, shift);
	int history = v->source->history;
	const char *field = c->field;
	char number[NUMBER_MAX];

	for (size_t i = 0; i < v->source->fields; i++) {
		fputs(i > 0 ? "," : "", f);
		out_field(f, field);
		if (history && i == COURSE_SERIES)
			write_text(f, s->name);
		field += strlen(field) + 1;
	}
	fprintf(f, "%s%zu", v->source->fields > 0 ? "," : "", shift->at + 1);
	write_text(f, course_text(c, p, COURSE_LABEL));
	write_text(f, course_text(c, q, COURSE_LABEL));
	if (history) {
		write_text(f, course_text(c, p, COURSE_TIME));
		write_text(f, course_text(c, q, COURSE_TIME));
	}
	fprintf(f, ",%s", number_format(number, shift->before));
	fprintf(f, ",%s", number_format(number, shift->after));
	out_number(f, shift->ratio);
	out_number(f, shift->lo);
	out_number(f, shift->hi);
	out_number(f, shift->p);
	write_text(f, course_verdict(c, shift));
	if (history)
		write_text(f, a && !a->expired ? a->reason : "");
	fprintf(f, ",%zu,%zu", shift->n_before, shift->n_after);
	if (history)
		write_text(f, a && a->expired ? a->expires : "");
	putc('\n', f);
}

void
trendcsv_write(FILE *f, const struct course *c, const struct view *v)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t j = 0; j < c->segment[i].shifts.n; j++)
			write_row(f, c, &c->segment[i],
			    &c->segment[i].shifts.shift[j], v);
}
