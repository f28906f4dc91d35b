/* textlines.h - read the lines of a file, plain or gzip, in large blocks */

#ifndef TEXTLINES_H
#define TEXTLINES_H

#include <stddef.h>

struct textlines;

/* So many bytes after a line may be read, whatever they hold. */
enum { TEXTLINES_SLACK = 8 };

/* Read what fd holds, which is closed at the end: the first size bytes of it as
 * they are; or, if size is -1, all of it, uncompressed if it is gzip; or, if it
 * is -2, all of it, which must be gzip.  name is for messages. */
enum { TEXTLINES_ANY = -1, TEXTLINES_GZIP = -2 };
struct textlines *textlines_open(int fd, const char *name, long long size);
void textlines_close(struct textlines *);

/* The next line without its newline, valid until the next call; NULL at the
 * end.  Dies if the file cannot be read, or a compressed one is damaged. */
char *textlines_next(struct textlines *, size_t *len);

/* Of the line that textlines_next returned: whether its newline is missing,
 * whether nothing comes after it, its number, and the file's name. */
int textlines_cut(const struct textlines *);
int textlines_last(struct textlines *);
unsigned long textlines_line(const struct textlines *);
const char *textlines_name(const struct textlines *);

#endif
