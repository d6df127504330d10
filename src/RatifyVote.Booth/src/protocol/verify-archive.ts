// Checks 1 to 8 of belenios-format section 10 on one unit's archive, which must reach EncryptedTally. This is what a trustee runs
// before touching the key: an aggregate with one unchecked ballot in it is a decryption oracle (secrecy.md, C-04).
// The first thing wrong ends it, with the number of its check.
import { parseBallot, ciphertextText, type Ballot } from './ballot.ts';
import { readBoard, type BoardEvent } from './board.ts';
import { FormatError, sha256Hex } from './bytes.ts';
import { checkCredentialMembership, parseCredentialTexts } from './credentials.ts';
import { parseElection, type Election } from './election.ts';
import { isNeutral } from './neutral.ts';
import { parseSizedTally, sizedTallyText, TallySum } from './tally.ts';
import { parseTrustees, type Trustees } from './trustees.ts';
import { verifyBallot, type BallotFailure } from './verify-ballot.ts';
import type { ByteStream } from './archive.ts';

export type CheckNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

export class CheckFailure extends Error {
  override readonly name = 'CheckFailure';
  constructor(readonly check: CheckNumber, detail: string) {
    super(detail);
  }
}

/** Does the expensive part, here or in workers. */
export interface BallotChecker {
  /** Every listed credential a member of the group and not the identity. */
  credentials(texts: readonly string[]): Promise<boolean>;
  ballots(texts: readonly string[]): Promise<readonly (BallotFailure | null)[]>;
}

export type MakeBallotChecker = (electionText: string, credentials: readonly string[]) => BallotChecker;

export interface ArchiveExpectation {
  /** The vote whose sealed trustees must be on the board; null for an election that is not ours. */
  readonly vote: string | null;
  /** Hashes that the sealed vote.json and terms.json name; null where there is none. */
  readonly sealed: { readonly uuid: string; readonly fingerprint: string; readonly credentials: string; readonly trustees: string } | null;
  /** Events that the journal names by height and hash. */
  readonly heads: readonly { readonly height: number; readonly hash: string }[];
  /** Height of the Closing head: ballots above it must be neutral, those below must not. Null: no neutral ballots at all. */
  readonly closingHeight: number | null;
  readonly oneBallotEach: boolean;
}

export const NOT_OURS: ArchiveExpectation = { vote: null, sealed: null, heads: [], closingHeight: null, oneBallotEach: false };

export interface VerifiedArchive {
  readonly election: Election;
  readonly trustees: Trustees;
  readonly credentials: readonly string[];
  readonly ballots: number;
  readonly counted: number;
  readonly endBallots: string;
  readonly tallyText: string;
  readonly tallyHash: string;
}

const BATCH = 16;
const BATCHES_AHEAD = 8;

/** `makeChecker` null: the proofs of ballots and the membership of credentials were checked elsewhere by the trustee. */
export async function verifyArchive(bytes: ByteStream, expected: ArchiveExpectation, makeChecker: MakeBallotChecker | null, progress: (ballots: number) => void = () => undefined): Promise<VerifiedArchive> {
  const run = new ArchiveRun(expected, makeChecker, progress);
  try {
    for await (const event of readBoard(bytes)) await run.take(event);
  } catch (error) {
    if (error instanceof FormatError) throw new CheckFailure(error.message.startsWith('archive') ? 1 : 2, error.message);
    throw error;
  }
  return run.finish();
}

/** Ballots checked in this thread. */
export const checkHere: MakeBallotChecker = (electionText, credentials) => {
  const [election, listed] = [parseElection(electionText), new Set(credentials)];
  return {
    credentials(texts) {
      try {
        checkCredentialMembership(texts);
        return Promise.resolve(true);
      } catch (error) {
        if (error instanceof FormatError) return Promise.resolve(false);
        throw error;
      }
    },
    ballots: (texts) => Promise.resolve(texts.map((text) => {
      const verdict = verifyBallot(election, listed, text);
      return 'failure' in verdict ? verdict.failure : null;
    })),
  };
};

class ArchiveRun {
  private setup: { election: Election; trustees: Trustees; credentials: string[]; listed: ReadonlySet<string>; checker: BallotChecker | null } | null = null;
  private readonly seenBallots = new Set<string>();
  private readonly seenCiphertexts = new Set<string>();
  private readonly lastOf = new Map<string, { text: string; neutral: boolean }>();
  private readonly headsFound = new Set<string>();
  private batch: string[] = [];
  private batchStart = 0;
  private pending: Promise<void>[] = [];
  private failure: CheckFailure | null = null;
  private ballots = 0;
  private checked = 0;
  private endBallots: string | null = null;
  private tally: { text: string; hash: string; counted: number } | null = null;

  constructor(
    private readonly expected: ArchiveExpectation,
    private readonly makeChecker: MakeBallotChecker | null,
    private readonly progress: (ballots: number) => void,
  ) {}

  async take(event: BoardEvent): Promise<void> {
    this.headsFound.add(`${event.height}|${event.hash}`);
    switch (event.type) {
      case 'Setup':
        return this.takeSetup(event);
      case 'Ballot':
        return this.takeBallot(event);
      case 'EndBallots':
        this.endBallots = event.hash;
        return this.drain();
      case 'EncryptedTally':
        return this.takeTally(event);
      case 'PartialDecryption':
      case 'Result':
        return; // checks 9 and 10: the verifier's, after decryption
    }
  }

  finish(): VerifiedArchive {
    const { setup, endBallots, tally } = this;
    if (setup === null || endBallots === null || tally === null) throw new CheckFailure(2, 'board: does not reach the encrypted tally');
    for (const head of this.expected.heads)
      if (!this.headsFound.has(`${head.height}|${head.hash}`)) throw new CheckFailure(2, `board: is not the one whose head the journal names at height ${head.height}`);
    return {
      election: setup.election, trustees: setup.trustees, credentials: setup.credentials, ballots: this.ballots,
      counted: tally.counted, endBallots, tallyText: tally.text, tallyHash: tally.hash,
    };
  }

  private async takeSetup(event: BoardEvent): Promise<void> {
    const [electionText, trusteesText, credentialsText] = event.records.map((r) => r.text) as [string, string, string];
    const election = inCheck(4, () => parseElection(electionText));
    const trustees = inCheck(5, () => parseTrustees(trusteesText, this.expected.vote));
    if (!trustees.publicKey.equals(election.publicKey)) throw new CheckFailure(4, "election: its key is not the trustees' key");
    const credentials = inCheck(6, () => parseCredentialTexts(credentialsText));
    const { sealed } = this.expected;
    if (sealed !== null) {
      if (election.uuid !== sealed.uuid || election.fingerprint !== sealed.fingerprint) throw new CheckFailure(4, 'election: not the sealed one');
      if (sha256Hex(trusteesText) !== sealed.trustees) throw new CheckFailure(5, 'trustees: not the sealed ones');
      if (sha256Hex(credentialsText) !== sealed.credentials || election.binding?.credentials !== sealed.credentials) throw new CheckFailure(6, 'credentials: not the sealed list');
      if (credentials.length !== election.binding.members + election.binding.spares) throw new CheckFailure(6, 'credentials: not as many as members and spares');
    }
    const checker = this.makeChecker?.(electionText, credentials) ?? null;
    if (checker !== null && !(await checker.credentials(credentials))) throw new CheckFailure(6, 'credentials: one is no member of the group');
    this.setup = { election, trustees, credentials, listed: new Set(credentials), checker };
  }

  private async takeBallot(event: BoardEvent): Promise<void> {
    const { listed } = this.setup as NonNullable<typeof this.setup>;
    const record = event.records[0] as { hash: string; text: string };
    const fail = (detail: string) => new CheckFailure(7, `ballot at height ${event.height}: ${detail}`);
    if (this.seenBallots.has(record.hash)) throw fail('a copy of an earlier one');
    this.seenBallots.add(record.hash);
    const ballot = inCheck(7, () => parseBallot(record.text));
    if (!listed.has(ballot.credential)) throw fail('credential not listed');
    for (const text of new Set(ballot.answers.flatMap((a) => a.choices.map(ciphertextText)))) {
      if (this.seenCiphertexts.has(text)) throw fail('a ciphertext of another ballot');
      this.seenCiphertexts.add(text);
    }
    this.checkOrder(event, ballot, record.text, fail);
    this.ballots++;
    this.batch.push(record.text);
    if (this.batch.length >= BATCH) await this.send();
  }

  /** Neutral ballots after the close and nowhere else; one ballot each where the first counts. */
  private checkOrder(event: BoardEvent, ballot: Ballot, text: string, fail: (detail: string) => CheckFailure): void {
    const { election } = this.setup as NonNullable<typeof this.setup>;
    const earlier = this.lastOf.get(ballot.credential);
    const afterClosing = this.expected.closingHeight !== null && event.height > this.expected.closingHeight;
    const neutral = this.expected.sealed !== null && isNeutral(election, ballot);
    if (afterClosing !== neutral) throw fail(neutral ? 'neutral before the close' : 'cast after the close');
    if (neutral && (earlier === undefined || earlier.neutral)) throw fail('neutral, but replaces no ballot');
    if (!neutral && earlier !== undefined && this.expected.oneBallotEach) throw fail('a second ballot where the first counts');
    this.lastOf.set(ballot.credential, { text, neutral });
  }

  /** Hands a batch to the checker, keeping a bounded number under way. */
  private async send(): Promise<void> {
    const { checker } = this.setup as NonNullable<typeof this.setup>;
    const [texts, start] = [this.batch, this.batchStart];
    this.batch = [];
    this.batchStart += texts.length;
    if (checker === null) return;
    this.pending.push(checker.ballots(texts).then((failures) => {
      const bad = failures.findIndex((f) => f !== null);
      if (bad >= 0) this.failure ??= new CheckFailure(7, `ballot at height ${start + bad + 1}: ${failures[bad] ?? ''}`);
      this.checked += texts.length;
      this.progress(this.checked);
    }));
    if (this.pending.length >= BATCHES_AHEAD) await this.pending.shift();
    if (this.failure !== null) throw this.failure;
  }

  private async drain(): Promise<void> {
    if (this.batch.length > 0) await this.send();
    await Promise.all(this.pending);
    this.pending = [];
    if (this.failure !== null) throw this.failure;
  }

  private takeTally(event: BoardEvent): void {
    const { election } = this.setup as NonNullable<typeof this.setup>;
    const [tally, sized] = event.records as [{ hash: string; text: string }, { hash: string; text: string }];
    const sum = new TallySum(election);
    for (const { text } of this.lastOf.values()) sum.add(parseBallot(text));
    if (sum.text() !== tally.text) throw new CheckFailure(8, 'tally: not the product of the last ballots');
    const stated = inCheck(8, () => parseSizedTally(sized.text));
    if (sized.text !== sizedTallyText(sum.ballots, tally.hash)) throw new CheckFailure(8, `tally: says ${stated.ballots} ballots, there are ${sum.ballots}`);
    this.tally = { text: tally.text, hash: tally.hash, counted: sum.ballots };
  }
}

function inCheck<T>(check: CheckNumber, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) throw new CheckFailure(error.message.startsWith('JSON') ? 3 : check, error.message);
    throw error;
  }
}
