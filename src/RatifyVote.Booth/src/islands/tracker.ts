import { start } from './guard.ts';
import { mountTracker } from './tracker-page.ts';

start('tracker-check', mountTracker);
