// Everything the booth needs, fetched and checked before anybody is asked for a choice. Ref: README, "booth.js".
import { FormatError, sha256Hex } from '../protocol/bytes.ts';
import { parseCredentialTexts } from '../protocol/credentials.ts';
import { parseElection, type Binding, type Election } from '../protocol/election.ts';
import { powerOfG } from '../protocol/group.ts';
import { HANDOUT_BYTES, openHandout, type Handout } from '../protocol/handout.ts';
import { arrayOf, booleanOf, countOf, digestOf, looseObject, objectOf, parseJson, stringOf } from '../protocol/json.ts';
import { utf8 } from '../protocol/bytes.ts';
import { parseTerms, type Terms, type TermsContest } from '../protocol/terms.ts';
import { parseTrustees } from '../protocol/trustees.ts';
import { ServerClock, timeOf } from './clock.ts';
import { ask, bodyOf, getJson, getPublicText, refusalOf, requiredData, RequestError } from './http.ts';
import type { TextKey } from './texts.en.ts';

export interface Loaded {
  readonly election: Election;
  readonly terms: Terms;
  readonly contest: TermsContest;
  readonly unitName: string;
  readonly handout: Handout;
  /** Trackers on the published board under this credential, in board order. */
  readonly onBoard: readonly string[];
  readonly clock: ServerClock;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly offerBlank: boolean;
  readonly practice: boolean;
  readonly help: string | null;
}

/** What was fetched contradicts what was sealed: nobody may vote on it. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor(readonly key: TextKey, detail: string) {
    super(detail);
  }
}

/** The server will not hand out a credential. */
export class HandoutRefused extends Error {
  override readonly name = 'HandoutRefused';
  constructor(readonly why: (typeof REFUSALS)[number], readonly help: string | null) {
    super(why);
  }
}

const REFUSALS = ['NotOnRoll', 'Removed', 'PollsNotOpen', 'PollsClosed'] as const;

export async function loadBooth(root: HTMLElement, progress: (step: number, key: TextKey) => void): Promise<Loaded> {
  const [uuid, vote, csrf] = [requiredData(root, 'uuid'), requiredData(root, 'vote'), requiredData(root, 'csrf')];
  progress(0, 'booth.loading.setup');
  const setup = looseObject(await getJson(`/booth/${uuid}/setup.json`));
  const fetchedAt = Date.now();
  progress(1, 'booth.loading.lists');
  const help = setup['help'] === undefined ? null : stringOf(setup['help']);
  const [credentialsText, index, handoutText] = await Promise.all([
    getPublicText(`/board/${uuid}/credentials.json`),
    getPublicText(`/board/${uuid}/index.json`),
    fetchHandout(uuid, csrf, help),
  ]);
  progress(2, 'booth.loading.checks');
  // Let the words appear before the arithmetic takes the thread.
  await new Promise((resolve) => setTimeout(resolve));

  const termsText = stringOf(setup['terms']);
  const election = checking('booth.wrong.election', () => parseElection(stringOf(setup['election'])));
  const binding = election.binding;
  if (binding === null || election.uuid !== uuid) throw new SealBroken('booth.wrong.election', 'uuid or binding');
  if (sha256Hex(termsText) !== binding.terms) throw new SealBroken('booth.wrong.terms', 'hash of the terms');
  const terms = checking('booth.wrong.terms', () => parseTerms(termsText));
  const { contest, unitName } = placeOf(terms, binding, uuid, vote, election);
  checkTrustees(stringOf(setup['trustees']), terms, election, vote);
  if (sha256Hex(credentialsText) !== binding.credentials) throw new SealBroken('booth.wrong.credentials', 'hash of the list');
  const listed = checking('booth.wrong.credentials', () => parseCredentialTexts(credentialsText));
  const handout = checking('booth.wrong.handout', () => openHandout(handoutText, election, binding, listed));
  const onBoard = checking('booth.wrong.board', () => trackersOf(index, handout.credential));
  warmTables(election);
  progress(3, 'booth.loading.checks');
  return {
    election, terms, contest, unitName, handout, onBoard, help,
    clock: new ServerClock(timeOf(setup['now']) + (Date.now() - fetchedAt)),
    opensAt: timeOf(setup['opens_at']), closesAt: timeOf(setup['closes_at']),
    offerBlank: booleanOf(setup['offer_blank']), practice: booleanOf(setup['practice']),
  };
}

async function fetchHandout(uuid: string, csrf: string, help: string | null): Promise<string> {
  const answer = await ask(`/handout/${uuid}`, {
    method: 'POST', credentials: 'same-origin', headers: { 'Content-Type': 'application/json', 'X-CSRF': csrf }, body: '{}',
  });
  const text = await bodyOf(answer);
  if (answer.ok) {
    if (utf8(text).length === HANDOUT_BYTES) return text;
    throw new RequestError('BadAnswer');
  }
  const refused = refusalOf(answer.status, text);
  const why = REFUSALS.find((r) => r === refused.detail);
  throw why === undefined ? refused : new HandoutRefused(why, help);
}

/** Where this election stands in the terms, and that its one question is the contest's. */
function placeOf(terms: Terms, binding: Binding, uuid: string, vote: string, election: Election): { contest: TermsContest; unitName: string } {
  const contest = terms.contests.find((c) => c.id === binding.contest);
  const unit = contest?.units.find((u) => u.unit === binding.unit);
  const question = election.questions[0];
  if (terms.vote !== vote || contest === undefined || unit === undefined || unit.uuid !== uuid) throw new SealBroken('booth.wrong.election', 'place in the terms');
  if (question === undefined || election.questions.length !== 1 || question.question !== contest.question || question.answers.join('|') !== 'Yes|No'
    || !question.blank || question.min !== 1 || question.max !== 1) throw new SealBroken('booth.wrong.election', 'question');
  return { contest, unitName: unit.name };
}

function checkTrustees(text: string, terms: Terms, election: Election, vote: string): void {
  if (sha256Hex(text) !== terms.trusteesHash) throw new SealBroken('booth.wrong.trustees', 'hash of the record');
  const trustees = checking('booth.wrong.trustees', () => parseTrustees(text, vote));
  if (!trustees.publicKey.equals(election.publicKey)) throw new SealBroken('booth.wrong.trustees', 'product of the keys');
}

function trackersOf(text: string, credential: string): string[] {
  const index = objectOf(parseJson(text), ['height', 'head', 'ballots']);
  countOf(index['height']);
  return arrayOf(index['ballots'])
    .map((pair) => arrayOf(pair, 2))
    .filter(([c]) => stringOf(c) === credential)
    .map(([, tracker]) => digestOf(tracker));
}

/** Builds the tables of g and of the election's key now, so that casting takes a few milliseconds. */
function warmTables(election: Election): void {
  powerOfG(2n);
  election.publicKey.multiply(2n);
}

function checking<T>(key: TextKey, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) throw new SealBroken(key, error.message);
    throw error;
  }
}
