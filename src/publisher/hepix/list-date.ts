/** A moment as lists write it, `YYYY-MM-DDThh:mm:ssZ` in UTC and nothing else; null: it is not one. */
export function listDate(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text)) return null;
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return null;
  // February 30th is no reason to read March 2nd.
  return date.toISOString().replace('.000Z', 'Z') === text ? date : null;
}
