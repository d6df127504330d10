// The state of a key ceremony as the server tells it. Ref: README, "trustee-ceremony.js".
import { FormatError } from '../protocol/bytes.ts';
import type { AbortReason, Ceremony, Vinput } from '../protocol/ceremony.ts';
import { GROUP_NAME } from '../protocol/group.ts';
import { arrayOf, booleanOf, countOf, hashOf, looseObject, stringOf, uuidOf, type Json } from '../protocol/json.ts';
import { proofOf, signedOf, type Signed } from '../protocol/proofs.ts';

const ROUNDS = ['invited', 'certs', 'polynomials', 'keys', 'checked', 'ready'] as const;
export type Round = (typeof ROUNDS)[number];

const REASONS: readonly AbortReason[] = [
  'CertNotReadable', 'CertWrongContext', 'CertBadSignature', 'KeyNotInGroup', 'KeyRepeated', 'CoefexpsWrong', 'CoefexpsNotCommitted',
  'SignatureWrong', 'CertsChanged', 'SecretUnreadable', 'SecretWrongRecipient', 'SecretWrong', 'PublicKeyWrong', 'RecordWrong',
];

export interface CeremonyState extends Ceremony {
  readonly names: readonly string[];
  readonly round: Round;
  readonly done: readonly boolean[];
  readonly certs: readonly Signed[];
  readonly vinput: Vinput | null;
  readonly privateKey: string | null;
  readonly trustees: string | null;
  readonly nonce: string | null;
  readonly aborted: { readonly by: number; readonly offender: number | null; readonly reason: AbortReason } | null;
}

export function ceremonyStateOf(value: Json, vote: string): CeremonyState {
  const o = looseObject(value);
  const size = countOf(o['n'], 100);
  const [me, threshold] = [countOf(o['me'], size), countOf(o['t'], size)];
  const round = ROUNDS.find((r) => r === o['round']);
  if (uuidOf(o['vote']) !== vote || stringOf(o['group']) !== GROUP_NAME || me < 1 || threshold < 1 || round === undefined) throw new FormatError('state: not of this ceremony');
  const optional = <T>(key: string, read: (v: Json) => T): T | null => (o[key] === undefined || o[key] === null ? null : read(o[key]));
  return {
    vote, me, size, threshold, round,
    names: arrayOf(o['names'], size).map(stringOf),
    done: arrayOf(o['done'], size).map(booleanOf),
    certs: optional('certs', (v) => arrayOf(v).map(signedOf)) ?? [],
    vinput: optional('vinput', vinputOf),
    privateKey: optional('private_key', stringOf),
    trustees: optional('trustees', stringOf),
    nonce: optional('nonce', hashOf),
    aborted: optional('aborted', (v) => {
      const a = looseObject(v);
      return {
        by: countOf(a['by']),
        offender: a['offender'] === undefined || a['offender'] === null ? null : countOf(a['offender']),
        reason: REASONS.find((r) => r === a['reason']) ?? 'RecordWrong',
      };
    }),
  };
}

function vinputOf(value: Json): Vinput {
  const o = looseObject(value);
  return {
    secrets: arrayOf(o['secrets']).map(stringOf),
    coefexps: arrayOf(o['coefexps']).map(signedOf),
    signatures: arrayOf(o['signatures']).map(proofOf),
  };
}
