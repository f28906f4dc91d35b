// shards.ts - records as the shards of data/contracts.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type Dimensions,
  FORMAT,
  type Index,
  type Overview,
  type ResultRecord,
  type Session,
  shardName,
} from "../src/data/contracts";
import { overviewRecord } from "../src/lib/winners";
import type { Found } from "./read";

class Dictionary<T> {
  readonly list: T[] = [];
  private readonly numbers = new Map<string, number>();
  number(key: string, item: T): number {
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.list.length);
    return this.list.push(item) - 1;
  }
}

export function writeShards(output: string, found: Found): void {
  const put = (name: string, data: object) => {
    const path = join(output, `${name}.js`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `plumbline(${JSON.stringify(name)},${JSON.stringify(data)})\n`);
  };
  const sessions = new Map<string, ResultRecord[]>();
  for (const record of found.records) {
    const key = [record.run_id, record.benchmark_id, record.profile].join("\n");
    sessions.set(key, [...(sessions.get(key) ?? []), record]);
  }
  const ordered = [...sessions.values()].sort((a, b) => timeOf(a) - timeOf(b));
  put("index", indexOf(ordered, found));
  const newest = new Map<string, Overview["sessions"][number]>();
  for (const records of ordered) {
    const first = records[0] as ResultRecord;
    const { run_id: run, benchmark_id: benchmark, profile } = first;
    const machine = first.environment.machine_class;
    const session: Session = { format: FORMAT, run, records, pairs: null, files: {}, flameGraphs: {} };
    put(shardName("session", run, benchmark, profile), session);
    newest.set([benchmark, profile, machine].join("\n"), {
      run,
      benchmark,
      profile,
      machine,
      records: records.map(overviewRecord),
    });
  }
  put("overview", { format: FORMAT, sessions: [...newest.values()] } satisfies Overview);
}

function timeOf(records: ResultRecord[]): number {
  return Math.min(...records.map((record) => Date.parse(record.timestamp) / 1000));
}

function indexOf(ordered: ResultRecord[][], found: Found): Index {
  const benchmark = new Dictionary<Dimensions["benchmark"][number]>();
  const machine = new Dictionary<Dimensions["machine"][number]>();
  const [implementation, profile, commit, status, fairness] = Array.from(
    { length: 5 },
    () => new Dictionary<string>(),
  ) as [Dictionary<string>, Dictionary<string>, Dictionary<string>, Dictionary<string>, Dictionary<string>];
  const named = (dictionary: Dictionary<string>, word: string) => dictionary.number(word, word);
  const index: Index = {
    format: FORMAT,
    dims: {
      benchmark: benchmark.list,
      implementation: implementation.list,
      profile: profile.list,
      machine: machine.list,
      commit: commit.list,
      status: status.list,
      class: fairness.list,
    },
    sessions: {
      run: [],
      time: [],
      benchmark: [],
      profile: [],
      machine: [],
      commit: [],
      dirty: [],
      records: [],
      whole: [],
      memory: [],
    },
    records: { implementation: [], status: [], class: [], verified: [], reason: {} },
    broken: found.broken,
    trends: {},
    claims: false,
    gate: null,
  };
  const { sessions, records: columns } = index;
  for (const records of ordered) {
    const first = records[0] as ResultRecord;
    const { machine_class: id, cpu_model: cpu } = first.environment;
    sessions.run.push(first.run_id);
    sessions.time.push(timeOf(records));
    sessions.benchmark.push(
      benchmark.number(first.benchmark_id, {
        id: first.benchmark_id,
        title: first.title,
        category: first.category,
        compare: first.spec.compare,
        incomparable: first.spec.incomparable ?? null,
      }),
    );
    sessions.profile.push(named(profile, first.profile));
    sessions.machine.push(machine.number(id, { id, label: String(cpu ?? id) }));
    sessions.commit.push(first.commit_sha === null ? null : named(commit, first.commit_sha));
    sessions.dirty.push(first.dirty === null ? null : first.dirty ? 1 : 0);
    sessions.records.push(records.length);
    sessions.whole.push(1);
    sessions.memory.push(0);
    for (const record of records) {
      if (record.reason !== null) columns.reason[columns.implementation.length] = record.reason;
      columns.implementation.push(named(implementation, record.implementation));
      columns.status.push(named(status, record.status));
      columns.class.push(named(fairness, record.fairness.class));
      columns.verified.push(record.answer.verified === null ? null : record.answer.verified ? 1 : 0);
    }
  }
  return index;
}
