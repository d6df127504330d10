import { mountCeremony } from './ceremony-page.ts';

const root = document.getElementById('trustee-ceremony');
if (root !== null) void mountCeremony(root);
