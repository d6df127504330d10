import { defineConfig } from 'vitest/config';

// Proofs take milliseconds each and machines that build are busy: the limit is there to end what hangs.
export default defineConfig({ test: { testTimeout: 120_000, hookTimeout: 120_000, include: ['test/**/*.test.ts'] } });
