// The chain of events of one unit's board. Ref: belenios-format section 4; check 2.
// Rejects: events not canonical, wrong parent or height, data records other than those an event calls for, events out of order
// (Setup, Ballot*, EndBallots, EncryptedTally, PartialDecryption+, Result, then nothing).
import { readArchive, type ByteStream } from './archive.ts';
import { FormatError } from './bytes.ts';
import { countOf, hashOf, objectOf, parseJson, stringOf, writeJson } from './json.ts';

export type EventType = 'Setup' | 'Ballot' | 'EndBallots' | 'EncryptedTally' | 'PartialDecryption' | 'Result';

export interface BoardEvent {
  readonly type: EventType;
  readonly height: number;
  /** hex SHA-256 of the event record. */
  readonly hash: string;
  /** Texts of the data records, in the order of the format. */
  readonly records: readonly { readonly hash: string; readonly text: string }[];
}

/** What may follow what; '' is the beginning. */
const NEXT: Record<EventType | '', readonly EventType[]> = {
  '': ['Setup'],
  Setup: ['Ballot', 'EndBallots'],
  Ballot: ['Ballot', 'EndBallots'],
  EndBallots: ['EncryptedTally'],
  EncryptedTally: ['PartialDecryption'],
  PartialDecryption: ['PartialDecryption', 'Result'],
  Result: [],
};

/** Number of data records before each event; the last of them is the event's payload. */
const RECORDS: Record<EventType, number> = { Setup: 4, Ballot: 1, EndBallots: 0, EncryptedTally: 2, PartialDecryption: 2, Result: 1 };

export async function* readBoard(bytes: ByteStream): AsyncGenerator<BoardEvent> {
  let pending: { hash: string; text: string }[] = [];
  let last: BoardEvent | null = null;
  for await (const entry of readArchive(bytes)) {
    if (entry.kind === 'data') {
      pending.push({ hash: entry.hash, text: entry.text });
      if (pending.length > 4) throw new FormatError('board: records that no event calls for');
      continue;
    }
    const event = eventOf(entry.text, entry.hash, last, pending);
    yield event;
    last = event;
    pending = [];
  }
  if (pending.length > 0) throw new FormatError('board: records that no event calls for');
  if (last === null) throw new FormatError('board: empty');
}

function eventOf(text: string, hash: string, last: BoardEvent | null, records: BoardEvent['records']): BoardEvent {
  const o = objectOf(parseJson(text), ['height', 'type'], ['parent', 'payload']);
  const type = stringOf(o['type']);
  if (!isEventType(type)) throw new FormatError('board: event of unknown type');
  const expected = {
    ...(last === null ? {} : { parent: last.hash }),
    height: last === null ? 0 : last.height + 1,
    type,
    ...(records.length === 0 ? {} : { payload: (records[records.length - 1] as { hash: string }).hash }),
  };
  if (writeJson(expected) !== text) throw new FormatError(`board: event ${countOf(o['height'])} breaks the chain`);
  if (!NEXT[last?.type ?? ''].includes(type)) throw new FormatError(`board: ${type} out of order`);
  if (records.length !== RECORDS[type]) throw new FormatError(`board: ${type} with other records than it calls for`);
  checkLinks(type, records);
  return { type, height: expected.height, hash, records };
}

function isEventType(type: string): type is EventType {
  return Object.hasOwn(RECORDS, type);
}

/** The payload names the records before it. */
function checkLinks(type: EventType, records: BoardEvent['records']): void {
  const at = (i: number) => records[i] as { hash: string; text: string };
  switch (type) {
    case 'Setup': {
      const setup = objectOf(parseJson(at(3).text), ['election', 'trustees', 'credentials']);
      const named = [hashOf(setup['election']), hashOf(setup['trustees']), hashOf(setup['credentials'])];
      if (named.some((h, i) => h !== at(i).hash)) throw new FormatError('board: setup names other records');
      return;
    }
    case 'EncryptedTally': {
      const sized = objectOf(parseJson(at(1).text), ['num_tallied', 'total_weight', 'encrypted_tally']);
      if (hashOf(sized['encrypted_tally']) !== at(0).hash) throw new FormatError('board: tally record missing');
      return;
    }
    case 'PartialDecryption': {
      const owned = objectOf(parseJson(at(1).text), ['owner', 'payload']);
      if (hashOf(owned['payload']) !== at(0).hash) throw new FormatError('board: partial decryption missing');
      return;
    }
    case 'Ballot':
    case 'EndBallots':
    case 'Result':
      return;
  }
}
