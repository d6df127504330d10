import { start } from './guard.ts';
import { mountCertify } from './certify-page.ts';

start('certify', mountCertify);
