/* jsonfolder.h - the JSON files in a folder */

#ifndef JSONFOLDER_H
#define JSONFOLDER_H

/* Call file for every file NAME.json in a folder and below it, behind links
 * too, in order of their names.  Dies if a part of it cannot be read. */
void json_folder(const char *folder,
    void (*file)(void *context, const char *path), void *context);

#endif
