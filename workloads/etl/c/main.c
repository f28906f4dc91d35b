/* main.c - flights by carrier and month: read gzipped CSV, aggregate, write
 *
 * The rules are in ../README.md. */

#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <zlib.h>

enum {
	DELAY_MAX = 2880, /* minutes, two days: a greater delay is malformed */
	ROUTE_FLIGHTS = 10, /* fewer arrivals make no worst route */
	BLOCK_BYTES = 1 << 18,
};

enum column {
	MONTH,
	DEP_TIME,
	DEP_DELAY,
	ARR_DELAY,
	CARRIER,
	ORIGIN,
	DEST,
	AIR_TIME,
	DISTANCE,
	COLUMNS,
	UNUSED = COLUMNS,
};

static const char *const column_names[COLUMNS] = {"month", "dep_time",
    "dep_delay", "arr_delay", "carrier", "origin", "dest", "air_time",
    "distance"};

/* a row, as far as it is of use */
struct flight {
	int month;
	int departed;
	int dep_delay_min, dep_delay_known;
	int arr_delay_min, arr_delay_known;
	int air_time_min;
	int distance_mi;
	union {
		char text[8]; /* carrier, origin and destination: 2 + 3 + 3 */
		uint64_t key;
	} route;
};

/* a carrier in a month: a line of the report */
struct group {
	char carrier[2];
	int month;
	int64_t flights, cancelled, air_time_min, distance_mi;
	int64_t delays_known, delays_sum_min, p95_min;
	const struct cell *worst;
	uint32_t delays[2 * DELAY_MAX + 1]; /* how many of each delay */
};

/* a carrier in a month on a route */
struct cell {
	struct group *group;
	const char *route; /* as in struct flight */
	int64_t flights, cancelled, air_time_min, distance_mi;
	int64_t arrivals, arr_delay_sum_min;
};

/* a carrier on a route */
struct route {
	uint64_t key; /* 0: free */
	char text[8];
	struct cell *months; /* 12 */
};

struct etl {
	const char *path;
	enum column *roles; /* of the columns of the file */
	size_t width, column;
	int64_t row; /* the header is row 1 */
	struct flight flight;
	char problem[128]; /* with a row: empty, if it is good */
	int64_t problem_row;
	struct route *routes; /* hash table, linear probing */
	size_t route_count, route_slots;
	struct group **groups;
	size_t group_count;
};

static _Noreturn void
die(const char *fmt, ...)
{
	va_list ap;

	fputs("etl: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
	exit(1);
}

static void *
zeroed(size_t count, size_t size)
{
	void *p = calloc(count, size);

	if (!p)
		die("out of memory");
	return p;
}

static int
is_missing(const char *s, size_t len)
{
	return len == 0 || (len == 2 && s[0] == 'N' && s[1] == 'A');
}

/* an optional minus sign and one to nine digits */
static int
number(const char *s, size_t len, int *value)
{
	int negative = len && *s == '-', n = 0;

	s += negative;
	len -= (size_t)negative;
	if (len < 1 || len > 9)
		return 0;
	for (size_t i = 0; i < len; i++) {
		unsigned digit = (unsigned)(s[i] - '0');

		if (digit > 9)
			return 0;
		n = n * 10 + (int)digit;
	}
	*value = negative ? -n : n;
	return 1;
}

static int
delay(const char *s, size_t len, int *known, int *value)
{
	*known = !is_missing(s, len);
	return !*known || (number(s, len, value) && *value >= -DELAY_MAX &&
			      *value <= DELAY_MAX);
}

static int
amount(const char *s, size_t len, int *value)
{
	*value = 0;
	return is_missing(s, len) || (number(s, len, value) && *value >= 0);
}

/* an IATA code: so many capital letters or digits */
static int
code(const char *s, size_t len, char *to, size_t want)
{
	if (len != want)
		return 0;
	for (size_t i = 0; i < want; i++)
		if (!(s[i] >= 'A' && s[i] <= 'Z') &&
		    !(s[i] >= '0' && s[i] <= '9'))
			return 0;
	memcpy(to, s, want);
	return 1;
}

static void
header(struct etl *e, const char *s, size_t len)
{
	enum column role = UNUSED;

	e->roles = realloc(e->roles, (e->width + 1) * sizeof(*e->roles));
	if (!e->roles)
		die("out of memory");
	for (int i = 0; i < COLUMNS; i++)
		if (strlen(column_names[i]) == len &&
		    memcmp(column_names[i], s, len) == 0)
			role = (enum column)i;
	e->roles[e->width++] = role;
}

static void
check_header(const struct etl *e)
{
	for (int i = 0; i < COLUMNS; i++) {
		int found = 0;

		for (size_t column = 0; column < e->width; column++)
			found += (int)e->roles[column] == i;
		if (found != 1)
			die("%s:1: %s column %s", e->path,
			    found ? "more than one" : "no", column_names[i]);
	}
}

/* libcsv calls this for each field */
static void
field(void *text, size_t len, void *data)
{
	struct etl *e = data;
	struct flight *f = &e->flight;
	const char *s = text;
	size_t column = e->column++;
	int good = 1;

	if (e->row == 0) {
		header(e, s, len);
		return;
	}
	if (column >= e->width)
		return;
	switch (e->roles[column]) {
	case MONTH:
		good = number(s, len, &f->month) && f->month >= 1 &&
		       f->month <= 12;
		break;
	case DEP_TIME: f->departed = !is_missing(s, len); break;
	case DEP_DELAY:
		good = delay(s, len, &f->dep_delay_known, &f->dep_delay_min);
		break;
	case ARR_DELAY:
		good = delay(s, len, &f->arr_delay_known, &f->arr_delay_min);
		break;
	case CARRIER: good = code(s, len, f->route.text, 2); break;
	case ORIGIN: good = code(s, len, f->route.text + 2, 3); break;
	case DEST: good = code(s, len, f->route.text + 5, 3); break;
	case AIR_TIME: good = amount(s, len, &f->air_time_min); break;
	case DISTANCE: good = amount(s, len, &f->distance_mi); break;
	case UNUSED: break;
	}
	if (!good && !*e->problem)
		snprintf(e->problem, sizeof(e->problem),
		    "%s: bad value: \"%.*s\"", column_names[e->roles[column]],
		    (int)(len < 40 ? len : 40), s);
}

static struct group *
find_group(struct etl *e, const char *carrier, int month)
{
	struct group *g;

	for (size_t i = 0; i < e->group_count; i++) {
		g = e->groups[i];
		if (g->month == month && memcmp(g->carrier, carrier, 2) == 0)
			return g;
	}
	g = zeroed(1, sizeof(*g));
	memcpy(g->carrier, carrier, 2);
	g->month = month;
	e->groups = realloc(e->groups, (e->group_count + 1) * sizeof(g));
	if (!e->groups)
		die("out of memory");
	return e->groups[e->group_count++] = g;
}

/* the key's place in the table: its own, or the free one it should have */
static struct route *
probe(const struct etl *e, uint64_t key)
{
	/* Fibonacci hashing: Knuth, The Art of Computer Programming, 6.4 */
	size_t i = (size_t)(key * 0x9E3779B97F4A7C15u >> 32);

	while (
	    e->routes[i &= e->route_slots - 1].key && e->routes[i].key != key)
		i++;
	return &e->routes[i];
}

static void
grow(struct etl *e)
{
	struct route *old = e->routes;
	size_t slots = e->route_slots;

	e->route_slots = slots ? slots * 2 : 1024;
	e->routes = zeroed(e->route_slots, sizeof(*e->routes));
	for (size_t i = 0; i < slots; i++)
		if (old[i].key)
			*probe(e, old[i].key) = old[i];
	free(old);
}

static struct cell *
find_cell(struct etl *e, const struct flight *f)
{
	struct route *r = probe(e, f->route.key);
	struct cell *c;

	if (!r->key) {
		if (++e->route_count > e->route_slots / 2) {
			grow(e);
			r = probe(e, f->route.key);
		}
		r->key = f->route.key;
		r->months = zeroed(12, sizeof(*r->months));
	}
	c = &r->months[f->month - 1];
	if (!c->group) {
		c->group = find_group(e, f->route.text, f->month);
		c->route = strndup(f->route.text + 2, 6);
		if (!c->route)
			die("out of memory");
	}
	return c;
}

/* libcsv calls this at the end of each row */
static void
row(int terminator, void *data)
{
	struct etl *e = data;
	const struct flight *f = &e->flight;
	struct cell *c;

	(void)terminator;
	if (e->row++ == 0)
		check_header(e);
	if (e->row == 1 || e->problem_row) {
		e->column = 0;
		return;
	}
	if (e->column != e->width || *e->problem) {
		if (e->column != e->width)
			snprintf(e->problem, sizeof(e->problem),
			    "%zu fields, want %zu", e->column, e->width);
		e->problem_row = e->row;
		return;
	}
	e->column = 0;

	c = find_cell(e, f);
	c->flights++;
	c->air_time_min += f->air_time_min;
	if (f->departed)
		c->distance_mi += f->distance_mi;
	else
		c->cancelled++;
	if (f->dep_delay_known)
		c->group->delays[f->dep_delay_min + DELAY_MAX]++;
	if (f->arr_delay_known) {
		c->arrivals++;
		c->arr_delay_sum_min += f->arr_delay_min;
	}
}

/* how far to count lines, to say on which a row begins */
struct position {
	int64_t row, want_row;
	int64_t line, row_line;
	int fields;
};

static void
count_field(void *text, size_t len, void *data)
{
	struct position *p = data;
	const char *s = text, *end = s + len;

	if (!p->fields++ && p->row + 1 == p->want_row)
		p->row_line = p->line;
	while ((s = memchr(s, '\n', (size_t)(end - s)))) {
		p->line++;
		s++;
	}
}

static void
count_row(int terminator, void *data)
{
	struct position *p = data;

	p->row += p->fields > 0;
	p->fields = 0;
	p->line += terminator == '\n';
}

/* what went wrong with a gzip file, or NULL: gzerror knows, but adds a name */
static const char *
gzip_problem(gzFile in)
{
	int error;

	gzerror(in, &error);
	switch (error) {
	case Z_OK: return NULL;
	case Z_ERRNO: return strerror(errno);
	case Z_BUF_ERROR: return "truncated gzip";
	case Z_MEM_ERROR: return "out of memory";
	default: return "damaged gzip";
	}
}

/* Pass the file through libcsv: what is wrong with it as gzip or CSV, or NULL.
 */
static const char *
pass(gzFile in, unsigned char options, void (*on_field)(void *, size_t, void *),
    void (*on_row)(int, void *), void *data)
{
	static char block[BLOCK_BYTES];
	const char *problem = NULL;
	struct csv_parser parser;
	int n;

	if (csv_init(&parser, options))
		die("out of memory");
	while (!problem && (n = gzread(in, block, sizeof(block))) > 0)
		if (csv_parse(&parser, block, (size_t)n, on_field, on_row,
			data) != (size_t)n)
			problem = csv_strerror(csv_error(&parser));
	if (!problem)
		problem = gzip_problem(in);
	if (!problem && csv_fini(&parser, on_field, on_row, data))
		problem = csv_strerror(csv_error(&parser));
	csv_free(&parser);
	return problem;
}

/* the line on which a row begins: found by reading the file again */
static int64_t
line_of(gzFile in, int64_t row_number)
{
	struct position p = {.want_row = row_number, .line = 1};

	gzrewind(in);
	pass(in, CSV_REPALL_NL, count_field, count_row, &p);
	return p.row_line;
}

static void
parse(struct etl *e)
{
	int fd = open(e->path, O_RDONLY | O_CLOEXEC);
	const char *problem;
	gzFile in;

	if (fd < 0)
		die("%s: %s", e->path, strerror(errno));
	in = gzdopen(fd, "rb");
	if (!in || gzbuffer(in, BLOCK_BYTES))
		die("out of memory");
	if (gzdirect(in)) {
		problem = gzip_problem(in);
		die("%s: %s", e->path, problem ? problem : "not gzip");
	}
	problem = pass(in, CSV_STRICT | CSV_STRICT_FINI, field, row, e);
	if (e->problem_row)
		die("%s:%" PRId64 ": %s", e->path, line_of(in, e->problem_row),
		    e->problem);
	if (problem)
		die("%s: %s", e->path, problem);
	if (e->row == 0)
		die("%s: no header", e->path);
	gzclose_r(in);
}

/* the higher mean arrival delay, then the lower name */
static int
worse(const struct cell *a, const struct cell *b)
{
	int64_t left, right;

	if (!b)
		return 1;
	left = a->arr_delay_sum_min * b->arrivals;
	right = b->arr_delay_sum_min * a->arrivals;
	return left != right ? left > right : strcmp(a->route, b->route) < 0;
}

static int
by_carrier_and_month(const void *left, const void *right)
{
	const struct group *const *a = left, *const *b = right;
	int order = memcmp((*a)->carrier, (*b)->carrier, 2);

	return order ? order : (*a)->month - (*b)->month;
}

static void
transform(struct etl *e)
{
	for (size_t i = 0; i < e->route_slots; i++) {
		if (!e->routes[i].key)
			continue;
		for (int m = 0; m < 12; m++) {
			const struct cell *c = &e->routes[i].months[m];
			struct group *g = c->group;

			if (!g)
				continue;
			g->flights += c->flights;
			g->cancelled += c->cancelled;
			g->air_time_min += c->air_time_min;
			g->distance_mi += c->distance_mi;
			if (c->arrivals >= ROUTE_FLIGHTS && worse(c, g->worst))
				g->worst = c;
		}
	}
	for (size_t i = 0; i < e->group_count; i++) {
		struct group *g = e->groups[i];
		int64_t rank, below = 0;

		for (int d = -DELAY_MAX; d <= DELAY_MAX; d++) {
			g->delays_known += g->delays[d + DELAY_MAX];
			g->delays_sum_min +=
			    (int64_t)d * g->delays[d + DELAY_MAX];
		}
		rank = (95 * g->delays_known + 99) / 100;
		for (int d = 0; below < rank; d++) {
			below += g->delays[d];
			g->p95_min = d - DELAY_MAX;
		}
	}
	qsort(e->groups, e->group_count, sizeof(struct group *),
	    by_carrier_and_month);
}

/* a mean to the hundredth, halves away from zero */
static void
print_mean(FILE *out, int64_t sum, int64_t count)
{
	int64_t hundredths = (200 * llabs(sum) + count) / (2 * count);

	fprintf(out, "%s%" PRId64 ".%02" PRId64,
	    sum < 0 && hundredths ? "-" : "", hundredths / 100,
	    hundredths % 100);
}

static void
print(const struct etl *e, FILE *out)
{
	fputs("carrier,month,flights,cancelled,mean_dep_delay_min,"
	      "p95_dep_delay_min,air_time_min,distance_mi,worst_route\n",
	    out);
	for (size_t i = 0; i < e->group_count; i++) {
		const struct group *g = e->groups[i];

		fprintf(out, "%.2s,%d,%" PRId64 ",%" PRId64 ",", g->carrier,
		    g->month, g->flights, g->cancelled);
		if (g->delays_known) {
			print_mean(out, g->delays_sum_min, g->delays_known);
			fprintf(out, ",%" PRId64, g->p95_min);
		} else
			fputs("NA,NA", out);
		fprintf(out, ",%" PRId64 ",%" PRId64 ",", g->air_time_min,
		    g->distance_mi);
		if (g->worst)
			fprintf(out, "%.3s-%.3s\n", g->worst->route,
			    g->worst->route + 3);
		else
			fputs("NA\n", out);
	}
}

static void
write_report(const struct etl *e, const char *path)
{
	char *text;
	size_t len;
	FILE *memory = open_memstream(&text, &len);
	gzFile out;

	if (!memory)
		die("out of memory");
	print(e, memory);
	if (fclose(memory))
		die("out of memory");
	errno = 0;
	out = gzopen(path, "wb6");
	if (!out)
		die("%s: %s", path, errno ? strerror(errno) : "out of memory");
	if (gzwrite(out, text, (unsigned)len) != (int)len ||
	    gzclose(out) != Z_OK)
		die("%s: %s", path, errno ? strerror(errno) : "cannot write");
	if (fwrite(text, 1, len, stdout) != len || fclose(stdout))
		die("standard output: %s", strerror(errno));
	free(text);
}

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
report_phases(const double at_s[4])
{
	static const char *const phases[] = {"parse", "transform", "write"};
	const char *fd = getenv("SAMPLES_FD");

	if (!fd)
		return;
	for (int i = 0; i < 3; i++)
		dprintf(atoi(fd), "%s,wall_time,s,%.9f\n", phases[i],
		    at_s[i + 1] - at_s[i]);
}

int
main(int argc, char *argv[])
{
	struct etl e = {0};
	double at_s[4];

	if (argc != 3) {
		fputs("usage: etl flights.csv.gz report.csv.gz\n", stderr);
		return 2;
	}
	e.path = argv[1];
	grow(&e);
	at_s[0] = now_s();
	parse(&e);
	at_s[1] = now_s();
	transform(&e);
	at_s[2] = now_s();
	write_report(&e, argv[2]);
	at_s[3] = now_s();
	report_phases(at_s);
	return 0; /* the system takes the memory back */
}
