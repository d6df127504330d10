// The vote's journal: one signed hash chain. Ref: SPEC.md, "Journal".
// Rejects: a broken chain, a signature that does not verify, an entry of another vote.
import { FormatError, sha256Hex } from './bytes.ts';
import { arrayOf, countOf, hashOf, looseObject, objectOf, parseJson, stringOf, uuidOf, writeJson, type JsonObject } from './json.ts';
import { verifyServiceSignature } from './receipt.ts';

export interface Head {
  readonly uuid: string;
  readonly height: number;
  readonly hash: string;
}

export interface JournalEntry {
  readonly n: number;
  readonly type: string;
  readonly at: string;
  readonly heads: readonly Head[];
  readonly data: JsonObject;
  /** hex SHA-256 of the line. */
  readonly hash: string;
}

export async function readJournal(text: string, vote: string, serviceKey: string): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  const lines = text.endsWith('\n') ? text.slice(0, -1).split('\n') : text.split('\n');
  for (const [n, line] of lines.entries()) {
    const o = objectOf(parseJson(line), ['v', 'n', 'vote', 'at', 'type', 'heads', 'data', 'signature'], ['prev']);
    if (countOf(o['v']) !== 1 || countOf(o['n']) !== n || uuidOf(o['vote']) !== vote) throw new FormatError(`journal: entry ${n} is not of this vote`);
    const previous = entries[n - 1]?.hash;
    if (previous === undefined ? o['prev'] !== undefined : hashOf(o['prev']) !== previous) throw new FormatError(`journal: entry ${n} breaks the chain`);
    const signature = stringOf(o['signature']);
    const tail = `,"signature":${writeJson(signature)}}`;
    if (!line.endsWith(tail)) throw new FormatError(`journal: entry ${n} is not canonical`);
    const unsigned = line.slice(0, -tail.length) + '}';
    if (!(await verifyServiceSignature(serviceKey, `rv-journal|${sha256Hex(unsigned)}`, signature))) throw new FormatError(`journal: entry ${n} is not signed`);
    const heads = arrayOf(o['heads']).map((h) => {
      const head = objectOf(h, ['uuid', 'height', 'hash']);
      return { uuid: uuidOf(head['uuid']), height: countOf(head['height']), hash: hashOf(head['hash']) };
    });
    entries.push({ n, type: stringOf(o['type']), at: stringOf(o['at']), heads, data: looseObject(o['data']), hash: sha256Hex(line) });
  }
  return entries;
}

export function headOf(entry: JournalEntry, uuid: string): Head {
  const head = entry.heads.find((h) => h.uuid === uuid);
  if (head === undefined) throw new FormatError(`journal: ${entry.type} names no head of this board`);
  return head;
}

/** The one entry of a type; throws when there is none or more than one. */
export function onlyEntry(entries: readonly JournalEntry[], type: string): JournalEntry {
  return only(entries.filter((e) => e.type === type), type);
}

/** The one entry of a type whose data lists this unit, with what it says of it. */
export function entryOfUnit(entries: readonly JournalEntry[], type: string, uuid: string): { entry: JournalEntry; unit: JsonObject } {
  const unitIn = (e: JournalEntry) => arrayOf(e.data['units']).map(looseObject).find((u) => u['uuid'] === uuid);
  const entry = only(entries.filter((e) => e.type === type && unitIn(e) !== undefined), type);
  return { entry, unit: looseObject(unitIn(entry)) };
}

function only(found: readonly JournalEntry[], type: string): JournalEntry {
  if (found.length !== 1) throw new FormatError(`journal: ${found.length} entries ${type}, one expected`);
  return found[0] as JournalEntry;
}
