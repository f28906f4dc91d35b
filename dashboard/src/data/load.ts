// load.ts - data comes as scripts that call plumbline(name, data): fetch() and import() are
// refused where the page is opened from a file
import { FORMAT } from "./contracts";

declare global {
  interface Window {
    plumbline: (name: string, data: unknown) => void;
  }
}

const arrived = new Map<string, unknown>();
const scripts = new Map<string, Promise<void>>();

window.plumbline = (name, data) => {
  arrived.set(name, data);
};

/** Runs the script once; asked again after a failure, it tries again. */
export function loadScript(source: string): Promise<void> {
  const known = scripts.get(source);
  if (known) return known;
  const loading = new Promise<void>((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => {
      script.remove();
      resolve();
    };
    script.onerror = () => {
      script.remove();
      scripts.delete(source);
      reject(new Error(`${source} cannot be loaded`));
    };
    document.head.append(script);
  });
  scripts.set(source, loading);
  return loading;
}

/** The shard's data. Rejects with an Error that names the file if it is missing or not of this format. */
export async function load<T extends { format: typeof FORMAT }>(name: string): Promise<T> {
  const source = `data/${name.split("/").map(encodeURIComponent).join("/")}.js`;
  await loadScript(source);
  const data = arrived.get(name) as T | undefined;
  if (data?.format !== FORMAT)
    throw new Error(`${source} is not what this page reads: make dashboard makes it again`);
  return data;
}
