// Time as the server has it, shown in the reader's zone with the zone named.
import { FormatError } from '../protocol/bytes.ts';
import { stringOf, type Json } from '../protocol/json.ts';

/** T of SPEC.md: UTC, whole seconds. */
export function timeOf(value: Json | undefined): number {
  const text = stringOf(value);
  const time = Date.parse(text);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) || Number.isNaN(time)) throw new FormatError('time expected');
  return time;
}

export class ServerClock {
  private readonly offset: number;
  /** `serverNow`: what the server said at the device's `deviceNow`. */
  constructor(serverNow: number, private readonly deviceNow: () => number = Date.now) {
    this.offset = serverNow - deviceNow();
  }

  now(): number {
    return this.deviceNow() + this.offset;
  }
}

export function words(time: number): string {
  const language = document.documentElement.lang || undefined;
  return new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }).format(time);
}
