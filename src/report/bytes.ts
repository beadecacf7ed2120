const UNITS = ['KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Bytes for people, in about three digits: `512 bytes`, `12.5 MiB`. */
export function humanBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} byte${bytes === 1 ? '' : 's'}`;
  let value = bytes;
  let unit = -1;
  do {
    value /= 1024;
    unit += 1;
    // 1023.95 would be drawn as `1024.0`.
  } while (value >= 1023.95 && unit < UNITS.length - 1);
  return `${value.toFixed(value < 99.95 ? 1 : 0)} ${UNITS[unit]}`;
}

/** Rounded and exact: `12.5 MiB (13,147,648 bytes)`. Below 1 KiB only the exact count. */
export function exactBytes(bytes: number): string {
  if (bytes < 1024) return humanBytes(bytes);
  return `${humanBytes(bytes)} (${bytes.toLocaleString('en-US')} bytes)`;
}

/** Seconds for people: `40 ms`, `4.2 s`, `12 s`, `3 min 05 s`, `2 h 10 min`. */
export function humanSeconds(seconds: number): string {
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${pad(whole % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
