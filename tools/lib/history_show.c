/* history_show.c - what a history holds, as CSV or for people */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "csvtext.h"
#include "die.h"
#include "grid.h"
#include "history_show.h"
#include "humane.h"
#include "number.h"
#include "out.h"
#include "rowsort.h"

/* In CSV, in this order; and for people. */
static const enum history_field columns[] = {H_SERIES, H_SEGMENT, H_BENCHMARK,
    H_IMPLEMENTATION, H_PROFILE, H_CASE, H_METRIC, H_UNIT, H_DIRECTION,
    H_STATUS, H_VALUE, H_LO, H_HI, H_N, H_TIME, H_RUN_ID, H_COMMIT, H_DIRTY,
    H_WORKLOAD, H_DATASET, H_TOOLCHAIN, H_MACHINE};
static const char *const headings[] = {"time", "commit", "segment",
    "implementation", "profile", "metric", "value", "interval"};
enum {
	COLUMNS = sizeof columns / sizeof *columns,
	HEADINGS = sizeof headings / sizeof *headings,
	SORT_MEMORY = 1 << 25
};

/* A value with its unit; "-": there is none. */
static const char *
humane(char buf[HUMANE_MAX], const struct text *value, const char *unit)
{
	double number;

	if (value->len == 0 ||
	    number_parse(value->s, value->len, &number) != NUMBER_OK)
		return "-";
	return humane_value(buf, number, unit);
}

/* End a cell with this. */
static void
add_cell(struct jsontext *row, const struct text *t)
{
	if (t->len)
		jsontext_raw(row, t->s, t->len);
	jsontext_raw(row, "", 1);
}

/* The cells of a line for people, each with a NUL after it. */
static void
add_cells(struct jsontext *row, const struct history_line *l)
{
	const struct text *f = l->field;
	char lo[HUMANE_MAX], value[HUMANE_MAX],
	    unit[HUMANE_MAX / 2] = "", interval[3 * HUMANE_MAX] = "";
	const char *text;

	strncat(unit, f[H_UNIT].s,
	    f[H_UNIT].len < sizeof unit ? f[H_UNIT].len : sizeof unit - 1);
	add_cell(row, &f[H_TIME]);
	if (f[H_COMMIT].s)
		jsontext_raw(row, f[H_COMMIT].s, 10);
	add_cell(row, &(struct text){"+", f[H_DIRTY].len == strlen("true")});
	add_cell(row, &(struct text){f[H_SEGMENT].s, 8});
	jsontext_raw(row, f[H_BENCHMARK].s, f[H_BENCHMARK].len);
	jsontext_raw(row, "/", 1);
	add_cell(row, &f[H_IMPLEMENTATION]);
	add_cell(row, &f[H_PROFILE]);
	if (f[H_CASE].len) {
		jsontext_raw(row, f[H_CASE].s, f[H_CASE].len);
		jsontext_raw(row, "/", 1);
	}
	add_cell(row, &f[H_METRIC]);
	if (f[H_VALUE].s) {
		text = humane(value, &f[H_VALUE], unit);
		add_cell(row, &(struct text){text, strlen(text)});
	} else {
		add_cell(row, &f[H_STATUS]);
	}
	if (f[H_LO].s && f[H_HI].s) {
		text = humane(lo, &f[H_LO], unit);
		snprintf(interval, sizeof interval, "[%s, %s]", text,
		    humane(value, &f[H_HI], unit));
	}
	add_cell(row, &(struct text){interval, strlen(interval)});
}

static struct rowsort *
gather(const char *path, const struct history_filter *filter, int for_people)
{
	struct history_folder folder = history_folder_open(path, 0);
	struct history_reader *reader = history_reader_open(&folder);
	struct rowsort *rows = rowsort_new(UTC_LEN, SORT_MEMORY);
	struct jsontext row = {0};
	const struct history_line *l;

	history_folder_unlock(&folder);
	while ((l = history_reader_next(reader))) {
		if (!history_matches(filter, l))
			continue;
		row.len = 0;
		if (for_people)
			add_cells(&row, l);
		for (int i = 0; !for_people && i < COLUMNS; i++)
			csvtext_field(&row, &l->field[columns[i]],
			    i + 1 < COLUMNS ? ',' : '\n');
		rowsort_add(rows, l->field[H_TIME].s, row.text, row.len);
	}
	free(row.text);
	history_reader_close(reader);
	history_folder_close(&folder);
	return rows;
}

/* The cells of all rows, in columns. */
static void
write_grid(FILE *f, struct rowsort *rows)
{
	struct grid grid = {.columns = HEADINGS, .spare = "2471"};
	char *text = NULL;
	size_t len;
	FILE *memory = open_memstream(&text, &len);

	if (memory == NULL)
		die("out of memory");
	rowsort_write(rows, memory);
	if (fclose(memory) != 0)
		die("out of memory");
	for (int i = 0; i < HEADINGS; i++)
		grid_add(&grid, headings[i]);
	for (const char *p = text; p < text + len; p += strlen(p) + 1)
		grid_add(&grid, p);
	grid_write(f, &grid);
	grid_free(&grid);
	free(text);
}

void
history_show_lines(FILE *f, const char *path,
    const struct history_filter *filter, int for_people)
{
	struct rowsort *rows = gather(path, filter, for_people);

	if (for_people) {
		write_grid(f, rows);
	} else {
		for (int i = 0; i < COLUMNS; i++)
			fprintf(f, "%s%c", history_name(columns[i]),
			    i + 1 < COLUMNS ? ',' : '\n');
		rowsort_write(rows, f);
	}
	rowsort_free(rows);
}

static void
write_csv(FILE *f, const struct history_list *all)
{
	fputs("series,benchmark,implementation,profile,case,metric,unit,runs,"
	      "segments,first_time,last_time,last_value,last_commit\n",
	    f);
	for (size_t i = 0; i < all->len; i++) {
		const struct history_series *s = &all->series[i];
		const char *const names[] = {s->benchmark, s->implementation,
		    s->profile, s->scase, s->metric, s->unit};

		fprintf(f, "%s,", s->series);
		for (int j = 0; j < 6; j++) {
			out_field(f, names[j]);
			putc(',', f);
		}
		fprintf(f, "%zu,%zu,%s,%s,%s,%s\n", s->runs, s->segments,
		    s->first_time, s->last_time, s->last_value, s->last_commit);
	}
}

void
history_show_series(FILE *f, const struct history_list *all, int for_people)
{
	static const char *const names[] = {"implementation", "profile",
	    "metric", "runs", "segments", "last time", "last value", "series"};
	struct grid grid = {
	    .columns = sizeof names / sizeof *names, .spare = "4751"};

	if (!for_people) {
		write_csv(f, all);
		return;
	}
	for (size_t i = 0; i < grid.columns; i++)
		grid_add(&grid, names[i]);
	for (size_t i = 0; i < all->len; i++) {
		const struct history_series *s = &all->series[i];
		struct text value = {s->last_value, strlen(s->last_value)};
		char number[HUMANE_MAX];

		grid_format(&grid, "%s/%s", s->benchmark, s->implementation);
		grid_add(&grid, s->profile);
		grid_format(
		    &grid, "%s%s%s", s->scase, *s->scase ? "/" : "", s->metric);
		grid_format(&grid, "%zu", s->runs);
		grid_format(&grid, "%zu", s->segments);
		grid_add(&grid, s->last_time);
		grid_add(&grid, humane(number, &value, s->unit));
		grid_add(&grid, s->series);
	}
	grid_write(f, &grid);
	grid_free(&grid);
}
