/** A time as image lists write it, `YYYY-MM-DDThh:mm:ssZ` in UTC; null for any other text. */
export function listDate(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return null;
  // Date reads February 30th as March 2nd.
  return date.toISOString().replace('.000Z', 'Z') === text ? date : null;
}
