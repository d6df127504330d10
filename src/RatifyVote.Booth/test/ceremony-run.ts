// All trustees of a ceremony in one process, for tests.
import { makeCert, makePolynomial, makeVoutput, newSeed, openCerts, secretsOf, type Ceremony, type PolynomialMessage, type TrusteeSecrets, type Voutput } from '../src/protocol/ceremony.ts';
import { parseJson } from '../src/protocol/json.ts';
import { proofOf, signedJson, signedOf, type Signed } from '../src/protocol/proofs.ts';

export const VOTE = 'VVVVVVVVVVVVVV';

export interface CeremonyRun {
  readonly certs: Signed[];
  readonly trustees: readonly { seed: string; ceremony: Ceremony; secrets: TrusteeSecrets; polynomial: PolynomialMessage; voutput: Voutput }[];
}

/** As if sent and received. */
const sent = (value: unknown) => parseJson(JSON.stringify(value));

export async function runCeremony(size: number, threshold: number, vote = VOTE): Promise<CeremonyRun> {
  const people = Array.from({ length: size }, (_, i) => {
    const ceremony = { vote, me: i + 1, size, threshold };
    const seed = newSeed();
    return { seed, ceremony, secrets: secretsOf(seed, ceremony) };
  });
  const certs = people.map((p) => signedOf(sent(signedJson(makeCert(p.ceremony, p.secrets)))));
  const opened = people.map((p) => openCerts(p.ceremony, p.secrets, certs));
  const polynomials = await Promise.all(people.map((p, i) => makePolynomial(p.ceremony, p.secrets, opened[i] ?? [])));
  const voutputs = await Promise.all(people.map((p, j) => makeVoutput(p.ceremony, p.secrets, opened[j] ?? [], {
    secrets: polynomials.map((m) => m.secrets[j] as string),
    coefexps: polynomials.map((m) => signedOf(sent(m.coefexps))),
    signatures: polynomials.map((m) => proofOf(sent(m.signature))),
  })));
  return { certs, trustees: people.map((p, i) => ({ ...p, polynomial: polynomials[i] as PolynomialMessage, voutput: voutputs[i] as Voutput })) };
}

/** Exact text of the trustees record. */
export function trusteesRecord(run: CeremonyRun): string {
  return JSON.stringify([['Pedersen', {
    threshold: run.trustees[0]?.ceremony.threshold,
    certs: run.certs.map(signedJson),
    coefexps: run.trustees.map((t) => t.polynomial.coefexps),
    signatures: run.trustees.map((t) => t.polynomial.signature),
    verification_keys: run.trustees.map((t) => t.voutput.publicKey),
  }]]);
}
