// What a trustee's browser checks of one unit before the key is touched: the whole archive, and that the journal tells the same
// story (sealed Setup, Closing head, the end of ballots, sign-off, destruction of the credentials' key).
import { sha256Hex } from '../protocol/bytes.ts';
import { chunksOf, type ByteStream } from '../protocol/archive.ts';
import type { Attested } from '../protocol/attestation.ts';
import { FormatError } from '../protocol/bytes.ts';
import { entryOfUnit, headOf, onlyEntry, type JournalEntry } from '../protocol/journal.ts';
import { hashOf } from '../protocol/json.ts';
import { verifyArchive, type MakeBallotChecker, type VerifiedArchive } from '../protocol/verify-archive.ts';
import { checkSealed, type DecryptState, type DecryptUnit } from './decrypt-state.ts';
import { ask, RequestError } from './http.ts';

export interface VerifiedUnit {
  readonly archive: VerifiedArchive;
  readonly content: Attested;
  /** Proofs were checked by the trustee's own run of the verifier. */
  readonly elsewhere: boolean;
}

/** Above this many ballots a line of the trustee's own verifier is taken in place of the proofs. */
export const LARGE_UNIT = 2_000;

export interface VerifyProgress {
  downloaded(bytes: number): void;
  checked(ballots: number): void;
}

/** `pasted`: pairs "end_ballots tally" of lines the trustee pasted. Throws CheckFailure or FormatError for what is wrong. */
export async function verifyUnit(state: DecryptState, unit: DecryptUnit, journal: readonly JournalEntry[], pasted: ReadonlySet<string>, makeChecker: MakeBallotChecker, progress: VerifyProgress): Promise<VerifiedUnit> {
  const sealed = state.sealed.get(unit.uuid) as { fingerprint: string; credentials: string };
  const closing = headOf(onlyEntry(journal, 'Closing'), unit.uuid);
  const ended = entryOfUnit(journal, 'BallotsEnded', unit.uuid).unit;
  const elsewhere = unit.ballots > LARGE_UNIT && pasted.has(`${hashOf(ended['end_ballots'])} ${hashOf(ended['tally'])}`);
  const archive = await verifyArchive(await download(unit.uuid, progress), {
    vote: state.vote,
    sealed: { uuid: unit.uuid, ...sealed, trustees: sha256Hex(state.trusteesText) },
    heads: [headOf(checkSealed(state, journal), unit.uuid), closing],
    closingHeight: closing.height,
    oneBallotEach: state.terms.revotes === 'first',
  }, elsewhere ? null : makeChecker, (n) => progress.checked(n));
  return { archive, content: contentOf(unit.uuid, archive, journal), elsewhere };
}

function contentOf(uuid: string, archive: VerifiedArchive, journal: readonly JournalEntry[]): Attested {
  const ended = entryOfUnit(journal, 'BallotsEnded', uuid).unit;
  if (hashOf(ended['end_ballots']) !== archive.endBallots || hashOf(ended['tally']) !== archive.tallyHash) throw new FormatError('journal: BallotsEnded names another board');
  const signoff = hashOf(entryOfUnit(journal, 'SignedOff', uuid).unit['root']);
  const destroyed = entryOfUnit(journal, 'KeyDestroyed', uuid);
  if (hashOf(destroyed.unit['end_ballots']) !== archive.endBallots || hashOf(destroyed.unit['root']) !== signoff) throw new FormatError('journal: KeyDestroyed names another board or sign-off');
  if (destroyed.entry.n <= entryOfUnit(journal, 'SignedOff', uuid).entry.n) throw new FormatError('journal: the key was destroyed before the sign-off');
  return { uuid, endBallots: archive.endBallots, tally: archive.tallyHash, signoff, keyDestroyed: destroyed.entry.hash };
}

async function download(uuid: string, progress: VerifyProgress): Promise<ByteStream> {
  const answer = await ask(`/board/${uuid}.bel`, { credentials: 'omit' }, 15 * 60_000);
  if (!answer.ok || answer.body === null) throw new RequestError(answer.status === 503 ? 'TryAgainLater' : 'NotFound');
  return chunksOf(answer.body, (bytes) => progress.downloaded(bytes));
}

/** Lines "VERIFIED <end_ballots> <tally>" as the set of pairs; other lines are ignored. */
export function pastedLines(text: string): Set<string> {
  return new Set([...text.matchAll(/^\s*VERIFIED ([0-9a-f]{64}) ([0-9a-f]{64})\s*$/gm)].map((m) => `${m[1]} ${m[2]}`));
}
