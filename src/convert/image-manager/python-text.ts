/**
 * A value of YAML 1.1 as openstack-image-manager stores it in a property: `str()` of what PyYAML reads. Undefined for
 * what has no such text: nothing, a list, a mapping. Whole numbers come as bigint, others as number.
 */
export function pythonText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value);
  if (value instanceof Date) return dateText(value);
  return undefined;
}

function dateText(date: Date): string | undefined {
  if (Number.isNaN(date.getTime())) return undefined;
  const [day = '', time = ''] = date.toISOString().split('T');
  return time === '00:00:00.000Z' ? day : `${day} ${time.slice(0, 8)}+00:00`;
}
