// Whole elections made with belenios-tool, shared with the C# tests.
import { readFileSync, readdirSync } from 'node:fs';
import { readBoard, type BoardEvent } from '../src/protocol/board.ts';

const root = new URL('../../../tests/RatifyVote.Protocol.Tests/fixtures/belenios/', import.meta.url);

export const THRESHOLD = 'v330-ed25519-threshold-2of3';
export const BLANK = 'v330-ed25519-blank-nofn';

export function fixtureText(folder: string, path: string): string {
  return readFileSync(new URL(`${folder}/${path}`, root), 'utf8');
}

export function fixtureArchive(folder: string): Uint8Array {
  const name = readdirSync(new URL(`${folder}/`, root)).find((f) => f.endsWith('.bel')) as string;
  return readFileSync(new URL(`${folder}/${name}`, root));
}

export async function eventsOf(archive: Uint8Array): Promise<BoardEvent[]> {
  const events: BoardEvent[] = [];
  for await (const event of readBoard([archive])) events.push(event);
  return events;
}

export function recordOf(events: readonly BoardEvent[], type: BoardEvent['type'], index: number): string {
  return (events.find((e) => e.type === type) as BoardEvent).records[index]?.text as string;
}

/** The list with another item at one place. */
export function replaced<T>(list: readonly T[], at: number, item: T): T[] {
  return list.map((old, i) => (i === at ? item : old));
}
