// The tar form of a published archive, read as a stream in bounded memory. Ref: belenios-format section 4; check 1.
// Rejects: a header that is not byte for byte the one the format prescribes, a name that is not the hash of the body, a second
// mtime, padding that is not NUL, bytes after the last entry, an entry over MAX_BODY.
import { concat, FormatError, fromUtf8, sha256Hex, utf8 } from './bytes.ts';

const BLOCK = 512;
/** Bytes of one record; the largest is the list of credentials (68 bytes each). */
const MAX_BODY = 64 * 1024 * 1024;

export interface ArchiveEntry {
  readonly kind: 'data' | 'event';
  /** hex SHA-256 of the body, which is also its name. */
  readonly hash: string;
  readonly text: string;
}

export type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

export async function* readArchive(bytes: ByteStream): AsyncGenerator<ArchiveEntry> {
  const reader = new BlockReader(bytes);
  const first = await readEntry(reader);
  if (first === null || first.name !== 'BELENIOS') throw new FormatError('archive: header entry missing');
  const timestamp = String(first.mtime);
  if (fromUtf8(first.body) !== `{"version":1,"timestamp":"${timestamp}"}`) throw new FormatError('archive: header entry is wrong');
  for (;;) {
    const entry = await readEntry(reader);
    if (entry === null) return;
    const found = /^([0-9a-f]{64})\.(data|event)\.json$/.exec(entry.name);
    if (found === null) throw new FormatError('archive: entry of unknown name');
    if (entry.mtime !== first.mtime) throw new FormatError('archive: entries of different times');
    const [hash, kind] = [found[1] as string, found[2] as 'data' | 'event'];
    if (sha256Hex(entry.body) !== hash) throw new FormatError('archive: name is not the hash of the body');
    yield { kind, hash, text: fromUtf8(entry.body) };
  }
}

/** The header block of an entry; also what makes an archive in tests. */
export function tarHeader(name: string, size: number, mtime: number): Uint8Array {
  const block = new Uint8Array(BLOCK);
  const put = (at: number, text: string) => block.set(utf8(text), at);
  put(0, name);
  put(100, '0000644');
  put(108, '0000000');
  put(116, '0000000');
  put(124, size.toString(8).padStart(11, '0'));
  put(136, mtime.toString(8).padStart(11, '0'));
  put(156, '0');
  put(148, '        ');
  const checksum = block.reduce((sum, b) => sum + b, 0);
  put(148, checksum.toString(8).padStart(6, '0') + '\0 ');
  return block;
}

interface TarEntry {
  readonly name: string;
  readonly mtime: number;
  readonly body: Uint8Array;
}

async function readEntry(reader: BlockReader): Promise<TarEntry | null> {
  const header = await reader.take(BLOCK);
  if (header === null) return null;
  const field = (at: number, length: number) => {
    const raw = header.subarray(at, at + length);
    const end = raw.indexOf(0);
    return String.fromCharCode(...raw.subarray(0, end < 0 ? length : end));
  };
  const octal = (at: number) => {
    const text = field(at, 12);
    if (!/^[0-7]{11}$/.test(text)) throw new FormatError('archive: bad number in a header');
    return parseInt(text, 8);
  };
  const [name, size, mtime] = [field(0, 100), octal(124), octal(136)];
  if (size > MAX_BODY) throw new FormatError('archive: entry too large');
  if (!equal(tarHeader(name, size, mtime), header)) throw new FormatError('archive: header not canonical');
  const padded = await reader.take(Math.ceil(size / BLOCK) * BLOCK);
  if (padded === null && size > 0) throw new FormatError('archive: cut off');
  const blocks = padded ?? new Uint8Array(0);
  if (blocks.subarray(size).some((b) => b !== 0)) throw new FormatError('archive: padding not empty');
  return { name, mtime, body: blocks.subarray(0, size) };
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}

/** Cuts a stream of chunks into pieces of wanted length. */
class BlockReader {
  private readonly source: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  private readonly chunks: Uint8Array[] = [];
  private held = 0;

  constructor(bytes: ByteStream) {
    this.source = Symbol.asyncIterator in bytes ? bytes[Symbol.asyncIterator]() : bytes[Symbol.iterator]();
  }

  /** Exactly n bytes; null at a clean end of the stream. */
  async take(n: number): Promise<Uint8Array | null> {
    if (n === 0) return new Uint8Array(0);
    while (this.held < n) {
      const next = await this.source.next();
      if (next.done === true) break;
      this.chunks.push(next.value);
      this.held += next.value.length;
    }
    if (this.held === 0) return null;
    if (this.held < n) throw new FormatError('archive: cut off');
    const pieces: Uint8Array[] = [];
    for (let missing = n; missing > 0;) {
      const chunk = this.chunks[0] as Uint8Array;
      const piece = chunk.subarray(0, missing);
      pieces.push(piece);
      missing -= piece.length;
      if (piece.length === chunk.length) this.chunks.shift();
      else this.chunks[0] = chunk.subarray(piece.length);
    }
    this.held -= n;
    return pieces.length === 1 ? (pieces[0] as Uint8Array) : concat(...pieces);
  }
}

/** A response body as a stream of chunks, with the number of bytes so far told to `progress`. */
export async function* chunksOf(body: ReadableStream<Uint8Array>, progress: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    total += value.length;
    progress(total);
    yield value;
  }
}
