// Casting: one body of fixed size, no cookie; the answer is a receipt that verifies, a refusal with a reason, or neither.
import { FormatError, utf8 } from '../protocol/bytes.ts';
import { objectOf, looseObject, parseJson, stringOf } from '../protocol/json.ts';
import { receiptOf, verifyReceipt, type Receipt } from '../protocol/receipt.ts';
import type { MadeBallot } from '../protocol/make-ballot.ts';
import { ask, bodyOf, RequestError } from './http.ts';

export const CAST_BYTES = 4096;
const REPLY_BYTES = 1024;

const CAST_REFUSALS = [
  'PollsNotOpen', 'PollsClosed', 'TooLarge', 'Unreadable', 'NotCanonical', 'WrongElection', 'UnknownCredential', 'WrongShape', 'NotInGroup',
  'BadSignature', 'BadProof', 'CiphertextSeenBefore', 'OldBallotReplayed', 'RevoteNotAllowed', 'TryAgainLater',
] as const;
export type CastRefusal = (typeof CAST_REFUSALS)[number];

export type CastOutcome =
  | { readonly kind: 'received'; readonly receipt: Receipt }
  | { readonly kind: 'refused'; readonly why: CastRefusal }
  /** Nothing came back: the ballot may or may not have arrived. */
  | { readonly kind: 'unanswered' }
  /** Something came back that proves nothing. */
  | { readonly kind: 'unproven' };

/** The body for a ballot: `{"ballot":S,"pad":S}`, exactly CAST_BYTES. */
export function castBody(ballot: string): string {
  return padded({ ballot }, CAST_BYTES);
}

/** The object with a last member `pad` of as many spaces as make `bytes`. */
export function padded(content: object, bytes: number): string {
  const missing = bytes - utf8(JSON.stringify({ ...content, pad: '' })).length;
  if (missing < 0) throw new RangeError('content too large for its size');
  return JSON.stringify({ ...content, pad: ' '.repeat(missing) });
}

export async function cast(uuid: string, fingerprint: string, serviceKey: string, ballot: MadeBallot): Promise<CastOutcome> {
  let text: string;
  try {
    const answer = await ask(`/cast/${uuid}`, { method: 'POST', credentials: 'omit', headers: { 'Content-Type': 'application/json' }, body: castBody(ballot.text) });
    text = await bodyOf(answer);
  } catch (error) {
    if (error instanceof RequestError) return { kind: 'unanswered' };
    throw error;
  }
  const reply = read(text);
  if (reply === null) return { kind: 'unproven' };
  if ('refused' in reply) return { kind: 'refused', why: reply.refused };
  const { receipt } = reply;
  const fits = receipt.uuid === uuid && receipt.fingerprint === fingerprint && receipt.tracker === ballot.tracker;
  return fits && (await verifyReceipt(serviceKey, receipt)) ? { kind: 'received', receipt } : { kind: 'unproven' };
}

function read(text: string): { receipt: Receipt } | { refused: CastRefusal } | null {
  try {
    if (utf8(text).length !== REPLY_BYTES) return null;
    const o = looseObject(parseJson(text));
    if (o['refused'] === undefined) return { receipt: receiptOf(objectOf(o, ['receipt', 'pad'])['receipt']) };
    const code = stringOf(objectOf(o, ['refused', 'pad'])['refused']);
    const refused = CAST_REFUSALS.find((r) => r === code);
    return refused === undefined ? null : { refused };
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}
