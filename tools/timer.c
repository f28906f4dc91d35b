/* timer.c - run commands in a balanced order and write what each run took */

#include <stdlib.h>
#include <unistd.h>

#include "die.h"
#include "number.h"
#include "timing.h"

const char *const tool = "timer";

static const char usage_text[] =
    "usage: timer [-kOS] [-d digest] [-I file] [-i name] [-l lock] [-N items] "
    "[-n runs] [-o file] [-p position] [-r round] [-s seed] [-t timeout] "
    "[-u metric:unit:amount[:case]] [-w warmups] command [args] "
    "[::: command [args]]...\n"
    "\n"
    "  -d digest              XXH3-128 digest that every answer must have; if\n"
    "                         there are more, the first -d is the first "
    "command's\n"
    "                         (default none: warn if answers differ)\n"
    "  -I file                standard input of every run (default /dev/null)\n"
    "  -i name                call a command so, the first -i the first "
    "command\n"
    "                         (default its words)\n"
    "  -k                     exit 0 even if a run went wrong\n"
    "  -O                     the commands are observed: keep what they "
    "report\n"
    "                         themselves, but no times\n"
    "  -l lock                hold this lock file while measuring\n"
    "  -N items               record that a command works on so many items; "
    "the\n"
    "                         first -N is the first command's; names may then "
    "be\n"
    "                         the same\n"
    "  -n runs                timed runs of each command (default 10)\n"
    "  -o file                write here, whole or not at all (default "
    "standard\n"
    "                         output, run by run)\n"
    "  -p position            record this position in the round (default its "
    "turn)\n"
    "  -r round               number of the first timed round (default 1)\n"
    "  -S                     the parent process is a server of the commands\n"
    "  -s seed                of the order and the padding (default 1)\n"
    "  -t timeout             seconds a run may take (default no limit)\n"
    "  -u metric:unit:amount[:case]\n"
    "                         record also amount / wall time as metric in "
    "unit,\n"
    "                         of each run or each wall_time it reports of the "
    "case\n"
    "  -w warmups             runs of each command before the timed ones "
    "(default 0)\n"
    "\n"
    "example: timer -n 20 ./a ::: ./b | comparator\n";

struct opts {
	struct timing timing;
	struct command *commands;
	char **labels;
	size_t count, labels_len;
	int round_given;
};

static void
add_digest(struct timing *t, const char *arg)
{
	if (!answer_parse(t->digests[t->digests_len++], arg))
		misuse("-d: not 32 hexadecimal digits: \"%s\"", arg);
}

/* Whether there are as many of what is given by command as there are commands.
 */
static void
check_counts(const struct timing *t, size_t count)
{
	if (t->runs == 0 && t->warmups == 0)
		misuse("-n: nothing to run: neither timed runs nor warm-ups");
	if (t->position && count > 1)
		misuse("-p: the position is only free if there is one command");
	if (t->digests_len > 1 && t->digests_len != count)
		misuse(
		    "-d: %zu digests for %zu commands", t->digests_len, count);
	if (t->items_len > 0 && t->items_len != count)
		misuse("-N: %zu numbers of items for %zu commands",
		    t->items_len, count);
}

int
main(int argc, char **argv)
{
	struct opts o = {
	    .timing = {
		.runs = 10, .round = 1, .seed = 1, .input = "/dev/null"}};
	struct timing *t = &o.timing;
	int opt, status;

	o.labels = xrealloc(NULL, (size_t)argc, sizeof *o.labels);
	t->digests = xrealloc(NULL, (size_t)argc, sizeof *t->digests);
	t->items = xrealloc(NULL, (size_t)argc, sizeof *t->items);
	while ((opt = next_option(
		    argc, argv, "+N:OSd:hI:i:kl:n:o:p:r:s:t:u:w:")) != -1)
		switch (opt) {
		case 'd': add_digest(t, optarg); break;
		case 'I': t->input = optarg; break;
		case 'i': o.labels[o.labels_len++] = optarg; break;
		case 'k': t->keep_going = 1; break;
		case 'O': t->observed = 1; break;
		case 'S': t->served = 1; break;
		case 'l': t->lock = optarg; break;
		case 'N':
			t->items[t->items_len++] =
			    number_option_real('N', optarg, 0, 1e15);
			break;
		case 'n':
			t->runs = number_option('n', optarg, 0, 1000000);
			break;
		case 'o': t->out = optarg; break;
		case 'p':
			t->position = number_option('p', optarg, 1, 1000);
			break;
		case 'r':
			t->round = number_option('r', optarg, 1, 1000000);
			o.round_given = 1;
			break;
		case 's':
			t->seed = (uint64_t)number_option(
			    's', optarg, 0, 9007199254740991);
			break;
		case 't':
			t->timeout_s =
			    number_option_real('t', optarg, 0.001, 1e6);
			break;
		case 'u': rates_add(&t->rates, optarg); break;
		case 'w':
			t->warmups = number_option('w', optarg, 0, 1000000);
			break;
		default: usage(usage_text, opt);
		}
	if (optind == argc)
		usage(usage_text, '?');
	/* one round of a longer session */
	t->silent = o.round_given && t->runs == 1;
	o.commands = commands_new(
	    argv + optind, o.labels, o.labels_len, t->items_len > 0, &o.count);
	check_counts(t, o.count);
	status = timing_run(t, o.commands, o.count);
	commands_free(o.commands, o.count);
	rates_free(&t->rates);
	free(o.labels);
	free(t->digests);
	free(t->items);
	return status;
}
