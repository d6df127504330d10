import { start } from './guard.ts';
import { mountDecrypt } from './decrypt-page.ts';

start('trustee-decrypt', (root) => mountDecrypt(root));
