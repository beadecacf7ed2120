/** Packet types of OpenPGP (RFC 9580, section 5). */
export const SIGNATURE_PACKET = 2;
export const PUBLIC_KEY_PACKET = 6;

/**
 * The types of a sequence of OpenPGP packets, in order (RFC 9580, section 4.2); null when the bytes are not packets.
 * Packets of indeterminate or partial length give null too: signatures and keys never have them.
 */
export function packetTypes(bytes: Buffer): readonly number[] | null {
  const types: number[] = [];
  let at = 0;
  while (at < bytes.length) {
    const packet = packetAt(bytes, at);
    if (packet === null || packet.end > bytes.length) return null;
    types.push(packet.type);
    at = packet.end;
  }
  return types;
}

interface Packet {
  readonly type: number;
  /** Where the next packet begins. */
  readonly end: number;
}

function packetAt(bytes: Buffer, at: number): Packet | null {
  const first = bytes[at] ?? 0;
  if ((first & 0x80) === 0) return null;
  return (first & 0x40) === 0
    ? oldFormat(bytes, at + 1, (first >> 2) & 0x0f, first & 0x03)
    : newFormat(bytes, at + 1, first & 0x3f);
}

function oldFormat(bytes: Buffer, at: number, type: number, lengthType: number): Packet | null {
  if (lengthType === 3) return null;
  const octets = 1 << lengthType;
  if (at + octets > bytes.length) return null;
  return { type, end: at + octets + bytes.readUIntBE(at, octets) };
}

function newFormat(bytes: Buffer, at: number, type: number): Packet | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 192) return { type, end: at + 1 + first };
  if (first < 224) {
    const second = bytes[at + 1];
    return second === undefined ? null : { type, end: at + 2 + ((first - 192) << 8) + second + 192 };
  }
  if (first < 255 || at + 5 > bytes.length) return null;
  return { type, end: at + 5 + bytes.readUInt32BE(at + 1) };
}
