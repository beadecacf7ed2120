import { connect } from 'node:net';

/** An upload whose bytes and end a test decides. */
export interface RawUpload {
  /** Bytes that a `length` upload announces. */
  readonly length: number;
  send(text: string): Promise<void>;
  /** Ends a chunked body as it should end, and gives the answer with its head. */
  finish(): Promise<string>;
  /** `destroy` drops the connection, `end` closes the sending side alone. */
  breakOff(how: 'destroy' | 'end'): void;
}

/** Starts a `PUT /file` on a socket of its own. No HTTP client lets a body break off at a chosen byte. */
export async function openUpload(
  imageUrl: string,
  id: string,
  token: string,
  framing: 'chunked' | 'length',
): Promise<RawUpload> {
  const url = new URL(imageUrl);
  const length = 100;
  const socket = connect(Number(url.port || 80), url.hostname);
  let answer = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    answer += text;
  });
  // A reset while we break off on purpose is what the test wants.
  socket.on('error', () => {});
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => socket.write(text, (error) => (error ? reject(error) : resolve())));

  await write(
    [
      `PUT ${url.pathname.replace(/\/$/, '')}/v2/images/${id}/file HTTP/1.1`,
      `Host: ${url.host}`,
      `X-Auth-Token: ${token}`,
      'Accept: */*',
      'Content-Type: application/octet-stream',
      framing === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`,
      'Connection: close',
      '\r\n',
    ].join('\r\n'),
  );
  return {
    length,
    send: (text) =>
      write(framing === 'chunked' ? `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n` : text),
    async finish() {
      const closed = new Promise((resolve) => socket.once('close', resolve));
      await write('0\r\n\r\n');
      await closed;
      return answer;
    },
    breakOff(how) {
      if (how === 'end') socket.end();
      else socket.destroy();
    },
  };
}
