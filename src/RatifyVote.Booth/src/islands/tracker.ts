import { mountTracker } from './tracker-page.ts';

const root = document.getElementById('tracker-check');
if (root !== null) void mountTracker(root);
