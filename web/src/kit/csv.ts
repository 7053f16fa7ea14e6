// A table as a CSV file that Excel and WPS open rightly: UTF-8 with a mark, and no cell that would run as a
// formula.
import { saveAs } from '@/api/client';

const cell = (value: string) => {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+([.,]\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
};

export const csvText = (rows: string[][]) =>
  `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

export function saveCsv(rows: string[][], name: string): void {
  saveAs(new Blob([csvText(rows)], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}
