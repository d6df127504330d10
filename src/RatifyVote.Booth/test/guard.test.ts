// @vitest-environment happy-dom
// What an island says when it cannot go on.
import { expect, test } from 'vitest';
import { start } from '../src/islands/guard.ts';
import { EN } from '../src/islands/texts.en.ts';
import { eventually, heading, mount } from './fake-server.ts';

test('a_crash_is_said_by_name_and_without_its_message', async () => {
  Object.defineProperty(window, 'isSecureContext', { configurable: true, value: true });
  mount('booth', {});
  start('booth', () => Promise.reject(new RangeError('the choice was Yes')));
  await eventually(() => heading() === EN['crashed']);
  expect(document.body.textContent).toContain('RangeError');
  expect(document.body.textContent).not.toContain('the choice was');
});

test('without_https_nothing_is_started', async () => {
  Object.defineProperty(window, 'isSecureContext', { configurable: true, value: false });
  mount('booth', {});
  let started = false;
  start('booth', () => {
    started = true;
    return Promise.resolve();
  });
  await eventually(() => document.body.textContent?.includes(EN['insecure']));
  expect(started).toBe(false);
});
