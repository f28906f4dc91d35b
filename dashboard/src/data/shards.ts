// shards.ts - several shards at once: each is there as soon as it has come
import { useEffect, useState } from "react";
import type { FORMAT } from "./contracts";
import { load } from "./load";

/** By name: the data, or why there is none; what has not come yet is missing. */
export type Arrived<T> = { [name: string]: T | Error };

/** names: must be the same list as long as it says the same. */
export function useShards<T extends { format: typeof FORMAT }>(names: string[]): Arrived<T> {
  const [arrived, setArrived] = useState<Arrived<T>>({});
  useEffect(() => {
    let gone = false;
    for (const name of names) {
      const put = (data: T | Error) => {
        if (!gone) setArrived((before) => (before[name] === data ? before : { ...before, [name]: data }));
      };
      load<T>(name).then(put, (error: unknown) =>
        put(error instanceof Error ? error : new Error(String(error))),
      );
    }
    return () => {
      gone = true;
    };
  }, [names]);
  return arrived;
}
