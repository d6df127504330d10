import { mountCertify } from './certify-page.ts';

const root = document.getElementById('certify');
if (root !== null) void mountCertify(root);
