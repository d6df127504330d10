// A trustee's word on what it is about to decrypt, signed under its sealed cert. Ref: SPEC.md, "Attestation"; secrecy.md C-20.
import { FormatError } from './bytes.ts';
import { countOf, hashOf, looseObject, type Json } from './json.ts';
import { proofJson, proofOf, signMessage, verifyMessage, type Proof } from './proofs.ts';
import type { TrusteeKey } from './trustees.ts';

/** What all who decrypt must agree on. */
export interface Attested {
  readonly uuid: string;
  readonly endBallots: string;
  readonly tally: string;
  readonly signoff: string;
  readonly keyDestroyed: string;
}

export interface Attestation {
  readonly owner: number;
  readonly content: Attested;
  readonly signature: Proof;
}

const words = (a: Attested): string => `rv-attest|${a.uuid}|${a.endBallots}|${a.tally}|${a.signoff}|${a.keyDestroyed}`;

export const attest = (owner: number, content: Attested, sk: bigint): Attestation => ({ owner, content, signature: signMessage(sk, words(content)) });

/** The form of attestations/<uuid>.json, which leaves the uuid to the file's name. */
export const attestationJson = (a: Attestation) => ({
  owner: a.owner, end_ballots: a.content.endBallots, tally: a.content.tally, signoff: a.content.signoff,
  key_destroyed: a.content.keyDestroyed, signature: proofJson(a.signature),
});

export function attestationOf(value: Json | undefined, uuid: string): Attestation {
  const o = looseObject(value);
  const content = { uuid, endBallots: hashOf(o['end_ballots']), tally: hashOf(o['tally']), signoff: hashOf(o['signoff']), keyDestroyed: hashOf(o['key_destroyed']) };
  return { owner: countOf(o['owner']), content, signature: proofOf(o['signature']) };
}

/** How many different owners signed exactly `content`. Throws FormatError naming an owner whose signature does not verify or who signed other content too. */
export function countAgreeing(attestations: readonly Attestation[], content: Attested, keys: readonly TrusteeKey[]): { agreeing: Set<number>; differing: Set<number> } {
  const [agreeing, differing] = [new Set<number>(), new Set<number>()];
  for (const a of attestations) {
    const key = keys[a.owner - 1]?.verification;
    if (key === undefined || key === null || !verifyMessage(key, words(a.content), a.signature)) throw new FormatError(`attestation of trustee ${a.owner} is not signed by it`);
    (words(a.content) === words(content) ? agreeing : differing).add(a.owner);
  }
  return { agreeing, differing };
}
