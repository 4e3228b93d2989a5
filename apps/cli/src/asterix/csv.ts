/** Columns of a CSV file: `time`, `category`, or a path into the items such as `i040.rho`. */
export const CSV_COLUMNS = ['time', 'category', 'i010.sac', 'i010.sic'] as const;

function valueAt(record: object, path: string): unknown {
  const names = path.split('.');
  let value: unknown =
    names[0]! in record
      ? record
      : ((record as { items?: unknown; fields?: unknown }).items ?? (record as { fields?: unknown }).fields);
  for (const name of names) value = (value as Record<string, unknown> | null | undefined)?.[name];
  return value;
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\n\r]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csvHead = (columns: readonly string[]): string => columns.map(cell).join(',');

/** Absent values are empty cells. */
export const csvRow = (record: object, columns: readonly string[]): string =>
  columns.map((column) => cell(valueAt(record, column))).join(',');
