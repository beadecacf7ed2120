import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { showProgress } from '../../src/report/show-progress.ts';

it('progress is drawn on a terminal that reports no size', async () => {
  const stream = Object.assign(new PassThrough(), { isTTY: true, columns: 0, rows: 0 });
  const display = showProgress({ stream, live: true, colour: 0, redact: (text) => text });
  display.onEvent({ type: 'change-started', name: 'CirrOS', action: 'create' });
  let seen = '';
  for await (const chunk of stream) {
    seen += String(chunk);
    if (seen.includes('CirrOS')) break;
  }
  display.stop();
  expect(seen).toContain('CirrOS');
});
