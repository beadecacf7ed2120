import { ConnectionError } from '../../model/errors.ts';

/** A streamed body while it is sent. */
export interface UploadBody {
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Whether every byte was handed to the connection. */
  isComplete(): boolean;
  /** The error of the source; undefined when it threw none. */
  failure(): { readonly error: unknown } | undefined;
}

/**
 * Watches a body while it is sent. A body with fewer or more bytes than `expectedBytes` fails before the request is
 * finished: an empty body with an announced length would otherwise be sent as a valid empty request.
 */
export function watchBody(source: AsyncIterable<Uint8Array>, expectedBytes: number | undefined): UploadBody {
  let complete = false;
  let failed: { readonly error: unknown } | undefined;

  async function* watched(): AsyncGenerator<Uint8Array> {
    let sent = 0;
    try {
      for await (const chunk of source) {
        sent += chunk.byteLength;
        if (expectedBytes !== undefined && sent > expectedBytes)
          throw wrongLength(`more than the`, expectedBytes);
        yield chunk;
      }
      if (expectedBytes !== undefined && sent < expectedBytes) {
        throw wrongLength(`${sent} bytes instead of the`, expectedBytes);
      }
      complete = true;
    } catch (error) {
      failed = { error };
      throw error;
    }
  }

  return { bytes: watched(), isComplete: () => complete, failure: () => failed };
}

function wrongLength(what: string, expectedBytes: number): ConnectionError {
  return new ConnectionError(`the body has ${what} ${expectedBytes} bytes announced`);
}
