// watch.ts - folders that may come, go and come again, watched with all that is in them
import { type FSWatcher, statSync, watch } from "node:fs";
import { dirname } from "node:path";

/**
 * Calls changed() soon after something in the folders changes, once for what changes together.
 * wanted: which names count.  Above each folder its parents are watched too, without what is in
 * them: one of these changes when the folder comes or goes.
 */
export function watchFolders(
  folders: string[],
  wanted: (name: string) => boolean,
  changed: () => void,
  pause = 300,
): () => void {
  const watchers = new Map<string, { inode: number; watcher: FSWatcher }>();
  const parents = new Set(folders.flatMap(above));
  let timer: NodeJS.Timeout | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(changed, pause);
  };

  /** Watches what is there and was not; true if a folder came, went or is another. */
  const look = (): boolean => {
    let moved = false;
    for (const folder of new Set([...parents, ...folders])) {
      const inode = statSync(folder, { throwIfNoEntry: false })?.ino;
      const known = watchers.get(folder);
      if (known?.inode === inode) continue;
      known?.watcher.close();
      watchers.delete(folder);
      const recursive = folders.includes(folder);
      moved ||= recursive;
      if (inode === undefined) continue;
      const watcher = watch(folder, { recursive }, (_, name) => {
        if (look() || (recursive && (name === null || wanted(name)))) soon();
      });
      // what is deleted while it is looked at: the next look sees it
      watcher.on("error", () => watcher.close());
      watchers.set(folder, { inode, watcher });
    }
    return moved;
  };
  look();
  return () => {
    clearTimeout(timer);
    for (const { watcher } of watchers.values()) watcher.close();
  };
}

function above(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [] : [...above(parent), parent];
}
