// Strict JSON in, compact JSON out.
// Rejects on reading: duplicate keys, numbers that are not canonical small integers, lone surrogates, depth over 32, anything
// after the value. Blanks and the order of keys are free: where a record must be canonical, it is written again and compared.
import { FormatError } from './bytes.ts';

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

const MAX_DEPTH = 32;

export function parseJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** Compact, keys in insertion order, nothing escaped but `"`, `\` and control characters. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value);
}

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  end(): void {
    this.blanks();
    if (this.at !== this.text.length) throw new FormatError('JSON: text after the value');
  }

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new FormatError('JSON: too deep');
    this.blanks();
    const c = this.text[this.at];
    if (c === '{') return this.object(depth);
    if (c === '[') return this.array(depth);
    if (c === '"') return this.string();
    if (this.word('true')) return true;
    if (this.word('false')) return false;
    if (this.word('null')) return null;
    return this.integer();
  }

  private blanks(): void {
    while (this.at < this.text.length && ' \t\n\r'.includes(this.text.charAt(this.at))) this.at++;
  }

  private word(word: string): boolean {
    if (!this.text.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }

  private integer(): number {
    const pattern = /-?(?:0|[1-9][0-9]{0,15})(?![0-9.eE])/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined || found === '-0') throw new FormatError('JSON: unexpected text');
    const value = Number(found);
    if (!Number.isSafeInteger(value)) throw new FormatError('JSON: number too big');
    this.at += found.length;
    return value;
  }

  private string(): string {
    const pattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new FormatError('JSON: bad string');
    this.at += found.length;
    const value = found.includes('\\') ? (JSON.parse(found) as string) : found.slice(1, -1);
    if (!isWellFormed(value)) throw new FormatError('JSON: lone surrogate');
    return value;
  }

  private array(depth: number): Json[] {
    const items: Json[] = [];
    this.at++;
    this.blanks();
    if (this.text[this.at] === ']') {
      this.at++;
      return items;
    }
    for (;;) {
      items.push(this.value(depth + 1));
      if (this.separator(']')) return items;
    }
  }

  private object(depth: number): JsonObject {
    const members: Record<string, Json> = Object.create(null) as Record<string, Json>;
    this.at++;
    this.blanks();
    if (this.text[this.at] === '}') {
      this.at++;
      return members;
    }
    for (;;) {
      this.blanks();
      const key = this.string();
      if (Object.hasOwn(members, key)) throw new FormatError('JSON: duplicate key');
      this.blanks();
      if (this.text[this.at++] !== ':') throw new FormatError('JSON: colon missing');
      members[key] = this.value(depth + 1);
      if (this.separator('}')) return members;
    }
  }

  private separator(close: string): boolean {
    this.blanks();
    const c = this.text[this.at++];
    if (c === close) return true;
    if (c !== ',') throw new FormatError('JSON: comma missing');
    return false;
  }
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/.test(text.replace(/[\ud800-\udbff][\udc00-\udfff]/g, ''));
}

// Typed access. Each throws FormatError naming what was expected.

/** The object with all of `required`, any of `optional`, and no other key. */
export function objectOf(value: Json | undefined, required: readonly string[], optional: readonly string[] = []): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FormatError('object expected');
  for (const key of required) if (!Object.hasOwn(value, key)) throw new FormatError(`key missing: ${key}`);
  for (const key of Object.keys(value))
    if (!required.includes(key) && !optional.includes(key)) throw new FormatError(`unknown key: ${key}`);
  return value;
}

/** An object whose other keys are of no interest here (they are covered by a hash elsewhere). */
export function looseObject(value: Json | undefined): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FormatError('object expected');
  return value;
}

export function arrayOf(value: Json | undefined, length?: number): Json[] {
  if (!Array.isArray(value)) throw new FormatError('array expected');
  if (length !== undefined && value.length !== length) throw new FormatError('array of other length');
  return value;
}

export function stringOf(value: Json | undefined): string {
  if (typeof value !== 'string') throw new FormatError('string expected');
  return value;
}

export function booleanOf(value: Json | undefined): boolean {
  if (typeof value !== 'boolean') throw new FormatError('boolean expected');
  return value;
}

/** A whole number >= 0 and at most `max`. */
export function countOf(value: Json | undefined, max = Number.MAX_SAFE_INTEGER): number {
  if (typeof value !== 'number' || value < 0 || value > max) throw new FormatError('whole number expected');
  return value;
}

/** 64 lower-case hex digits. */
export function hashOf(value: Json | undefined): string {
  const text = stringOf(value);
  if (!/^[0-9a-f]{64}$/.test(text)) throw new FormatError('hash expected');
  return text;
}

/** b64 of 32 bytes: 43 characters, canonical. */
export function digestOf(value: Json | undefined): string {
  const text = stringOf(value);
  if (!/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]$/.test(text)) throw new FormatError('base64 digest expected');
  return text;
}

/** Belenios' uuid: 14 or more base58 characters. */
export function uuidOf(value: Json | undefined): string {
  const text = stringOf(value);
  if (!/^[1-9A-HJ-NP-Za-km-z]{14,64}$/.test(text)) throw new FormatError('uuid expected');
  return text;
}
