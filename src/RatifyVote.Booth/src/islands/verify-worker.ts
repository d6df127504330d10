// Checks ballots away from the page's thread. One worker serves one archive at a time.
//   in:  {"kind":"election","election":S,"credentials":[S...]} once, then {"kind":"credentials"|"ballots","id":N,"texts":[S...]}
//   out: {"id":N,"good":bool} or {"id":N,"failures":[S|null...]}
import { checkHere, type BallotChecker } from '../protocol/verify-archive.ts';
import type { BallotFailure } from '../protocol/verify-ballot.ts';

export type ToWorker =
  | { readonly kind: 'election'; readonly election: string; readonly credentials: readonly string[] }
  | { readonly kind: 'credentials' | 'ballots'; readonly id: number; readonly texts: readonly string[] };

export type FromWorker =
  | { readonly id: number; readonly good: boolean }
  | { readonly id: number; readonly failures: readonly (BallotFailure | null)[] };

let checker: BallotChecker | null = null;

async function answer(message: ToWorker): Promise<FromWorker | null> {
  if (message.kind === 'election') {
    checker = checkHere(message.election, message.credentials);
    return null;
  }
  if (checker === null) throw new Error('a worker was asked before it had an election');
  return message.kind === 'credentials'
    ? { id: message.id, good: await checker.credentials(message.texts) }
    : { id: message.id, failures: await checker.ballots(message.texts) };
}

self.addEventListener('message', (event: MessageEvent<ToWorker>) => {
  void answer(event.data).then((reply) => {
    if (reply !== null) self.postMessage(reply);
  });
});
