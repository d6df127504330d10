import { mountBooth } from './booth-page.ts';

const root = document.getElementById('booth');
if (root !== null) void mountBooth(root);
