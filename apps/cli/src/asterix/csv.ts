/** Columns of a CSV file: `time`, `category`, or a path into the items such as `i040.rho`. */
export const CSV_COLUMNS = ['time', 'category', 'i010.sac', 'i010.sic'] as const;

interface Decoded {
  readonly items?: unknown;
  readonly fields?: unknown;
}

function valueAt(record: object, path: string): unknown {
  const names = path.split('.');
  const [first = ''] = names;
  const { items, fields }: Decoded = record;
  let value: unknown = first in record ? record : (items ?? fields);
  for (const name of names) value = (value as Record<string, unknown> | null | undefined)?.[name];
  return value;
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvHead = (columns: readonly string[]): string => columns.map(cell).join(',');

/** Absent values are empty cells. */
export const csvRow = (record: object, columns: readonly string[]): string =>
  columns.map((column) => cell(valueAt(record, column))).join(',');
