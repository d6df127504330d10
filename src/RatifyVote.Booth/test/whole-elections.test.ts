// Elections made by belenios-tool 3.3.0 (source: fixtures/belenios/README.md) pass checks 1 to 8 here.
import { describe, expect, test } from 'vitest';
import { checkHere, NOT_OURS, verifyArchive } from '../src/protocol/verify-archive.ts';
import { trackerOf } from '../src/protocol/ballot.ts';
import { exponentOfTypedCredential } from '../src/protocol/credentials.ts';
import { powerOfG, ser } from '../src/protocol/group.ts';
import { BLANK, eventsOf, fixtureArchive, fixtureText, recordOf, THRESHOLD } from './fixtures.ts';

describe.each([BLANK, THRESHOLD])('%s', (folder) => {
  test('passes_checks_1_to_8', async () => {
    const verified = await verifyArchive([fixtureArchive(folder)], NOT_OURS, checkHere);
    expect(verified.counted).toBe(5);
    expect(verified.tallyHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('passes_when_the_bytes_arrive_in_odd_pieces', async () => {
    const bytes = fixtureArchive(folder);
    const pieces = function* () {
      for (let at = 0, n = 1; at < bytes.length; at += n, n = (n * 7) % 977 + 1) yield bytes.subarray(at, at + n);
    };
    const verified = await verifyArchive(pieces(), NOT_OURS, null);
    expect(verified.counted).toBe(5);
  });

  test('its_trackers_are_those_the_tool_printed', async () => {
    const printed = (JSON.parse(fixtureText(folder, 'choices.json')) as { tracker: string }[]).map((c) => c.tracker);
    const ballots = (await eventsOf(fixtureArchive(folder))).filter((e) => e.type === 'Ballot');
    expect(ballots.map((e) => trackerOf(e.records[0]?.text as string))).toEqual(printed);
  });

  test('typed_credentials_lead_to_listed_ones', async () => {
    const events = await eventsOf(fixtureArchive(folder));
    const listed = JSON.parse(recordOf(events, 'Setup', 2)) as string[];
    const uuid = (JSON.parse(recordOf(events, 'Setup', 0)) as { uuid: string }).uuid;
    for (const line of fixtureText(folder, 'private_creds.txt').trim().split('\n')) {
      const credential = line.split(' ')[1] as string;
      expect(listed).toContain(ser(powerOfG(exponentOfTypedCredential(uuid, credential))));
    }
  });
});
