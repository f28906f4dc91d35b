/* timeline.c - the time series of a process tree, as sampler writes it */

#include <math.h>
#include <stdlib.h>

#include "die.h"
#include "number.h"
#include "timeline.h"

void
timeline_write_header(FILE *f)
{
	fputs("time_s,late_s,missed,processes,threads,fds,rss_B,anon_B,"
	      "pss_B,hwm_B,peak_B,cpu_time_s,user_time_s,sys_time_s,read_B,"
	      "write_B,storage_read_B,storage_write_B,cost_s\n",
	    f);
}

static void
print(FILE *f, int decimals, double value)
{
	putc(',', f);
	if (!isnan(value))
		fprintf(f, "%.*f", decimals, value);
}

void
timeline_write(FILE *f, const struct moment *m)
{
	const struct tree_sample *t = &m->tree;

	fprintf(f, "%.6f", m->time_s);
	print(f, 6, m->late_s);
	print(f, 0, (double)m->missed);
	print(f, 0, t->processes);
	print(f, 0, t->threads);
	print(f, 0, t->fds);
	print(f, 0, t->rss_B);
	print(f, 0, t->anon_B);
	print(f, 0, t->pss_B);
	print(f, 0, t->hwm_B);
	print(f, 0, t->peak_B);
	print(f, 6, t->cpu_s);
	print(f, 6, t->user_s);
	print(f, 6, t->sys_s);
	print(f, 0, t->read_B);
	print(f, 0, t->written_B);
	print(f, 0, t->storage_read_B);
	print(f, 0, t->storage_written_B);
	print(f, 6, m->cost_s);
	putc('\n', f);
}

struct timeline
timeline_new(int series)
{
	return (struct timeline){.peak = {.pss_B = NAN}, .series = series};
}

void
timeline_free(struct timeline *l)
{
	free(l->at);
}

/* After its end the tree has no memory: that is no sample of it. */
static void
keep(struct timeline *l, const struct moment *m)
{
	if (m->tree.processes == 0 || isnan(m->tree.anon_B))
		return;
	if (l->len == l->size) {
		l->size = 2 * l->size + 1024;
		l->at = xrealloc(l->at, l->size, sizeof *l->at);
	}
	l->at[l->len++] =
	    (struct timeline_point){m->time_s, m->tree.anon_B, m->tree.cpu_s};
	if (isnan(m->tree.cpu_s))
		l->cpu_unknown = 1;
}

void
timeline_add(struct timeline *l, const struct moment *m)
{
	const struct tree_sample *t = &m->tree;
	struct tree_sample *peak = &l->peak;

	l->samples++;
	l->missed += m->missed;
	l->late_max_s = fmax(l->late_max_s, m->late_s);
	peak->processes = fmax(peak->processes, t->processes);
	peak->threads = fmax(peak->threads, t->threads);
	peak->fds = fmax(peak->fds, t->fds);
	peak->rss_B = fmax(peak->rss_B, t->rss_B);
	peak->anon_B = fmax(peak->anon_B, t->anon_B);
	peak->pss_B = fmax(peak->pss_B, t->pss_B);
	peak->peak_B = t->peak_B;
	if (l->series)
		keep(l, m);
}

void
timeline_report(const struct timeline *l, double cost_s, int fd)
{
	const struct tree_sample *p = &l->peak;
	const struct {
		const char *metric, *unit;
		double value;
	} rows[] = {{"tree_pss_peak", "B", p->pss_B},
	    {"tree_rss_peak", "B", p->rss_B},
	    {"tree_anon_peak", "B", p->anon_B},
	    {"tree_hwm_peak", "B", p->peak_B},
	    {"tree_processes_peak", "1", p->processes},
	    {"tree_threads_peak", "1", p->threads},
	    {"tree_fds_peak", "1", p->fds},
	    {"tree_samples", "1", (double)l->samples},
	    {"tree_samples_missed", "1", (double)l->missed},
	    {"tree_sample_late_max", "s", l->late_max_s},
	    {"tree_sampler_cpu_time", "s", cost_s}};
	char value[NUMBER_MAX];

	for (size_t i = 0; i < l->len; i++) {
		if (dprintf(fd, ",tree_time,s,%.6f\n,tree_anon,B,%.0f\n",
			l->at[i].time_s, l->at[i].anon_B) < 0)
			die("SAMPLES_FD:");
		if (!l->cpu_unknown &&
		    dprintf(fd, ",tree_cpu_time,s,%.6f\n", l->at[i].cpu_s) < 0)
			die("SAMPLES_FD:");
	}
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!isnan(rows[i].value) &&
		    dprintf(fd, ",%s,%s,%s\n", rows[i].metric, rows[i].unit,
			number_format(value, rows[i].value)) < 0)
			die("SAMPLES_FD:");
}
