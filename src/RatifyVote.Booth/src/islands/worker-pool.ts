// Ballots checked in as many workers as the machine has cores (at most eight); in this thread where there are no workers.
import { checkHere, type BallotChecker, type MakeBallotChecker } from '../protocol/verify-archive.ts';
import type { BallotFailure } from '../protocol/verify-ballot.ts';
import type { FromWorker, ToWorker } from './verify-worker.ts';

export interface WorkerPool {
  readonly make: MakeBallotChecker;
  close(): void;
}

export function workerPool(): WorkerPool {
  if (typeof Worker === 'undefined') return { make: checkHere, close: () => undefined };
  const size = Math.min(8, Math.max(1, navigator.hardwareConcurrency));
  const workers = Array.from({ length: size }, () => new Hand(new Worker('/booth/verify-worker.js', { type: 'module' })));
  return {
    make: (election, credentials) => {
      workers.forEach((w) => w.tell({ kind: 'election', election, credentials }));
      return new SharedChecker(workers);
    },
    close: () => workers.forEach((w) => w.end()),
  };
}

class SharedChecker implements BallotChecker {
  private next = 0;
  constructor(private readonly workers: readonly Hand[]) {}

  async credentials(texts: readonly string[]): Promise<boolean> {
    const share = Math.ceil(texts.length / this.workers.length);
    const parts = this.workers.map((w, i) => w.ask('credentials', texts.slice(i * share, (i + 1) * share)));
    return (await Promise.all(parts)).every((reply) => 'good' in reply && reply.good);
  }

  async ballots(texts: readonly string[]): Promise<readonly (BallotFailure | null)[]> {
    const worker = this.workers[this.next++ % this.workers.length] as Hand;
    const reply = await worker.ask('ballots', texts);
    if (!('failures' in reply) || reply.failures.length !== texts.length) throw new Error('a worker answered something else');
    return reply.failures;
  }
}

/** One worker, asked by number. A worker that fails fails everything asked of it. */
class Hand {
  private readonly waiting = new Map<number, { resolve: (reply: FromWorker) => void; reject: (error: Error) => void }>();
  private count = 0;

  constructor(private readonly worker: Worker) {
    worker.addEventListener('message', (event: MessageEvent<FromWorker>) => {
      this.waiting.get(event.data.id)?.resolve(event.data);
      this.waiting.delete(event.data.id);
    });
    worker.addEventListener('error', (event) => this.fail(event.message));
    worker.addEventListener('messageerror', () => this.fail('unreadable answer'));
  }

  tell(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  ask(kind: 'credentials' | 'ballots', texts: readonly string[]): Promise<FromWorker> {
    return new Promise((resolve, reject) => {
      const id = this.count++;
      this.waiting.set(id, { resolve, reject });
      this.tell({ kind, id, texts });
    });
  }

  end(): void {
    this.worker.terminate();
    this.fail('ended');
  }

  private fail(why: string): void {
    for (const { reject } of this.waiting.values()) reject(new Error(`worker: ${why}`));
    this.waiting.clear();
  }
}
