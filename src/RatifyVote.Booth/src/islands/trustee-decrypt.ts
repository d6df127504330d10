import { mountDecrypt } from './decrypt-page.ts';

const root = document.getElementById('trustee-decrypt');
if (root !== null) void mountDecrypt(root);
