// Sending a roster, and taking a workbook that the server makes for it.
import { api, download, newKey } from '@/api/client';
import type { Kind } from './households';

export const fields = [
  'code',
  'head_name',
  'name',
  'relation',
  'identity',
  'sex',
  'born',
  'party',
  'joined_party',
  'group',
  'kind',
  'category',
  'need',
  'phone',
  'address',
  'note',
] as const;
export type Field = (typeof fields)[number];

export interface ImportColumn {
  column: number;
  letters: string;
  header: string;
  field?: Field | null;
}
export interface Issue {
  row: number;
  letters: string;
  column: string;
  value: string;
  reason: string;
  remedy: string;
  values: Record<string, string>;
}
export interface Tally {
  added: number;
  changed: number;
  unchanged: number;
}
export interface ImportReport {
  sheet: string;
  other_sheets: string[];
  header_row: number;
  columns: ImportColumn[];
  rows: number;
  bad_rows: number;
  households: Tally;
  persons: Tally;
  issues: Issue[];
  warnings: Issue[];
  issues_count: number;
  warnings_count: number;
  done: boolean;
}

/** What the one who imports corrected. */
export interface Mapping {
  sheet?: string;
  header_row?: number;
  columns?: { column: number; field: Field | null }[];
  kind?: Kind;
}

function packed(file: File, mapping: Mapping): FormData {
  const form = new FormData();
  form.append('file', file);
  form.append('mapping', JSON.stringify(mapping));
  return form;
}

export const tryOut = (village: string, file: File, mapping: Mapping): Promise<ImportReport> =>
  api.post('/api/v1/villages/{village}/imports/preview', { path: { village }, body: packed(file, mapping) });

export const importRoster = (
  village: string,
  file: File,
  mapping: Mapping,
  key: string,
): Promise<ImportReport> =>
  api.post('/api/v1/villages/{village}/imports', { path: { village }, body: packed(file, mapping), key });

export const saveBadRows = (village: string, file: File, mapping: Mapping, name: string): Promise<true> =>
  saveFile(`/api/v1/villages/${village}/imports/bad-rows`, name, packed(file, mapping));

/** Asks by POST for a file. True, since a sending without an answer has failed. */
export async function saveFile(address: string, name: string, body?: FormData): Promise<true> {
  await download(address, name, { body, key: newKey() });
  return true;
}
